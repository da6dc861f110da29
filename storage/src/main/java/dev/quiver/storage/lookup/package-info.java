/**
 * Finding rows of one fragment by the values of a key: hashes of keys, the filter and the sorted
 * hashes of a key file, and the same in memory. Nothing here knows of fragments or tables.
 */
@NullMarked
package dev.quiver.storage.lookup;

import org.jspecify.annotations.NullMarked;
