/**
 * Arrow IPC files: our own column files, written and read with checksums, and files that other
 * libraries wrote. Nothing here knows of fragments, manifests or versions.
 */
@NullMarked
package dev.quiver.storage.arrow;

import org.jspecify.annotations.NullMarked;
