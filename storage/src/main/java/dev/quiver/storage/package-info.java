/**
 * A versioned database of columnar tables, as the planner sees it: snapshots to read, transactions
 * to write.
 *
 * <p>These are the public types of the module; what makes them work is in the packages below. No
 * SQL here.
 */
@NullMarked
package dev.quiver.storage;

import org.jspecify.annotations.NullMarked;
