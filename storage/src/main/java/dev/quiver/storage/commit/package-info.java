/**
 * Commits: the numbered files that each name a whole database snapshot, and the log they form. What
 * a table holds is the manifests' business.
 */
@NullMarked
package dev.quiver.storage.commit;

import org.jspecify.annotations.NullMarked;
