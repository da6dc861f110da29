/** The types a column can have, as stored. SQL's names for them live in the planner. */
@NullMarked
package dev.quiver.storage.type;

import org.jspecify.annotations.NullMarked;
