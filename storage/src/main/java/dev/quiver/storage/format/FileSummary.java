package dev.quiver.storage.format;

/** What a manifest notes of a finished file. */
public record FileSummary(long length, int checksum) {}
