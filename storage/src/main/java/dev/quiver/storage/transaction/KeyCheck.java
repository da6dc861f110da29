package dev.quiver.storage.transaction;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.key.SharedKey;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.List;
import java.util.Optional;

/** Keeps keys unique between fragments. */
final class KeyCheck {
  private KeyCheck() {}

  /**
   * @throws QuiverException DUPLICATE_KEY if a live row of one list has the key of one of the other
   */
  static void check(
      OpenDatabase database,
      TableDraft.Identity table,
      List<? extends MaskedFragment> added,
      List<? extends MaskedFragment> existing) {
    if (table.schema().keys().isEmpty()) {
      return;
    }
    for (MaskedFragment fragment : added) {
      for (MaskedFragment other : existing) {
        Optional<SharedKey> key = database.keys().shared(table.schema(), fragment, other);
        if (key.isPresent()) {
          throw key.get().in(table.name(), table.schema());
        }
      }
    }
  }
}
