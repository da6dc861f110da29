package dev.quiver.storage.manifest;

import java.util.List;
import java.util.UUID;

/** Where the files of a table are. */
public record TablePaths(UUID table) {
  /** What is beside each other in a table's directory; what refers to others first. */
  public static final List<String> DIRECTORIES =
      List.of("manifests", "groups", "deletes", "moves", "indexes", "keys", "data");

  public String manifest(UUID id) {
    return directory("manifests") + "/" + id + ".manifest";
  }

  public String group(UUID id) {
    return directory("groups") + "/" + id + ".group";
  }

  public String data(UUID id) {
    return directory("data") + "/" + id + ".arrow";
  }

  /** The keys of one fragment. */
  public String keys(UUID id) {
    return directory("keys") + "/" + id + ".keys";
  }

  public String deletes(UUID id) {
    return directory("deletes") + "/" + id + ".deletes";
  }

  /** Where the rows of a compacted fragment come from. */
  public String moves(UUID fragment) {
    return directory("moves") + "/" + fragment + ".moves";
  }

  /** What the posting files of an index share. */
  public String generation(UUID id) {
    return directory("indexes") + "/" + id + ".generation";
  }

  /** The posting lists of an index in one fragment. */
  public String postings(UUID id) {
    return directory("indexes") + "/" + id + ".postings";
  }

  /** One of the directories. */
  public String directory(String kind) {
    return "tables/" + table + "/" + kind;
  }

  /** The directory part of a path. */
  public static String directoryOf(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  public static List<String> directoriesOf(List<String> paths) {
    return paths.stream().map(TablePaths::directoryOf).distinct().toList();
  }
}
