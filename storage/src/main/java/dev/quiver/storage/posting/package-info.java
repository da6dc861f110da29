/**
 * The files of vector indexes: what all fragments share of an index (a generation) and the posting
 * lists of one fragment. Nothing here trains, builds or searches.
 */
@NullMarked
package dev.quiver.storage.posting;

import org.jspecify.annotations.NullMarked;
