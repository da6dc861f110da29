/**
 * Partitioning vectors: k-means in one level or two, and finding the centroid nearest to a vector.
 *
 * <p>Everything works on heap arrays under squared L2 distance. No files, no metrics, no NULL.
 */
@NullMarked
package dev.quiver.functions.cluster;

import org.jspecify.annotations.NullMarked;
