/**
 * What all of Quiver's own files share: the envelope with magic, version, flags and checksum, and
 * reading flatbuffers by field id. Nothing here knows what a file means.
 */
@NullMarked
package dev.quiver.storage.format;

import org.jspecify.annotations.NullMarked;
