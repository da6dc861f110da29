package dev.quiver.storage.check;

/**
 * Something that is not as it should be.
 *
 * @param file that is wrong, as messages name it; a table where the wrong is between files
 */
public record CheckFinding(String file, CheckKind kind, String problem) {}
