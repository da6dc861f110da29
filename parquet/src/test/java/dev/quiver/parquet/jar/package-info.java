/** The module's jar as users have it: beside the driver's jar, in a process of its own. */
package dev.quiver.parquet.jar;
