/**
 * Vectors as short codes from which distances are estimated: the rotation, the codes, the query's
 * side and the scan, by the RaBitQ method.
 *
 * <p>Everything works on heap arrays under squared L2 distance. No files, no SQL, no NULL.
 */
@NullMarked
package dev.quiver.functions.quantiser;

import org.jspecify.annotations.NullMarked;
