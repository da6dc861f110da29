/**
 * Arrow roots in and out: the only place that touches Apache Arrow's Java classes, which are the
 * caller's and may be absent.
 *
 * <p>Nothing outside names a class of this package but {@code ArrowAccess}, which loads without
 * Arrow. Arrow's layout itself is storage's business.
 */
@NullMarked
package dev.quiver.driver.arrow;

import org.jspecify.annotations.NullMarked;
