/**
 * The seam to the outside: a place that keeps immutable files. Nothing here knows what the files
 * mean.
 */
@NullMarked
package dev.quiver.storage.file;

import org.jspecify.annotations.NullMarked;
