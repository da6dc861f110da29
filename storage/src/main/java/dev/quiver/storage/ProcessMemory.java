package dev.quiver.storage;

import dev.quiver.storage.file.Mappings;

/**
 * What this process has in memory, of all its databases together.
 *
 * @param heapBytes used, what could be collected included
 * @param mappings of files, those included that nobody reads any more but that are not collected
 * @param mostMappings at this many, further files are read through channels
 */
public record ProcessMemory(long heapBytes, long mostHeapBytes, long mappings, long mostMappings) {
  public static ProcessMemory now() {
    Runtime runtime = Runtime.getRuntime();
    return new ProcessMemory(
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        Mappings.live(),
        Mappings.limit());
  }
}
