package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Database;
import dev.quiver.storage.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * After each test CHECK finds nothing wrong with the {@link IndexedTable}s that its thread made.
 */
public final class SoundTables implements TestInstancePreConstructCallback, AfterEachCallback {
  private static final ThreadLocal<@Nullable List<Database>> MADE = new ThreadLocal<>();

  static void made(Database database) {
    List<Database> made = MADE.get();
    if (made != null) {
      made.add(database);
    }
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    MADE.set(new ArrayList<>());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      for (Database database : Objects.requireNonNull(MADE.get())) {
        assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
      }
    } finally {
      MADE.remove();
    }
  }
}
