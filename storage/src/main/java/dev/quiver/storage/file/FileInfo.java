package dev.quiver.storage.file;

/**
 * What is known of a file without reading it.
 *
 * @param modifiedMillis when it was written, in milliseconds since 1970 by this machine's clock
 */
public record FileInfo(long bytes, long modifiedMillis) {}
