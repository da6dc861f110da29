/**
 * Manifests: what a table holds at one version, in two levels of files, with schemas and
 * statistics. Data files are named here, never opened.
 */
@NullMarked
package dev.quiver.storage.manifest;

import org.jspecify.annotations.NullMarked;
