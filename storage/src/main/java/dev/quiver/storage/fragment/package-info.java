/**
 * Fragments: bundles of column files, written by appends and read with their deletes. What they
 * hold of which table, the manifests say.
 */
@NullMarked
package dev.quiver.storage.fragment;

import org.jspecify.annotations.NullMarked;
