package dev.quiver.planner.plan;

import dev.quiver.planner.ast.VersionedName;

/** Names as people wrote them. */
final class Names {
  private Names() {}

  /** A table's name without what the catalog's names carry besides. */
  static String plain(String name) {
    String visible = name.isEmpty() || name.charAt(0) >= ' ' ? name : name.substring(1);
    return VersionedName.decode(visible).map(VersionedName::name).orElse(visible);
  }
}
