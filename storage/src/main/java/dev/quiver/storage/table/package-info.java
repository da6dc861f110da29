/** What a table is made of, free of how it is stored: schema, fields, keys. */
@NullMarked
package dev.quiver.storage.table;

import org.jspecify.annotations.NullMarked;
