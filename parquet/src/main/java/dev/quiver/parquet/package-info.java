/**
 * Parquet files, read for COPY and READ_PARQUET: an optional module that the class path adds.
 *
 * <p>Footer, pages and codecs are read here, without Hadoop and without native code; encodings and
 * levels are decoded by parquet-column. Nothing here writes to a database.
 */
@NullMarked
package dev.quiver.parquet;

import org.jspecify.annotations.NullMarked;
