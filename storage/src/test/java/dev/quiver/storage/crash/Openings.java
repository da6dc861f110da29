package dev.quiver.storage.crash;

import dev.quiver.storage.file.CrashState;
import dev.quiver.storage.file.CrashedDisk;
import dev.quiver.storage.file.CrashedDisk.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens states, those that look the same to the database only once.
 *
 * <p>An opening asks for files and names one after the other, and what it asks next follows from
 * the answers so far. So the answers make a tree; a state whose answers lead to a leaf would be
 * opened with exactly the outcome of that leaf, whatever is in files that nobody asked for.
 */
final class Openings {
  /** Of so many states that need not be opened one is, to show that it was needless. */
  private static final int PROBED = 2_000;

  private final Node root = new Node();
  private long opened;
  private long asked;

  private static final class Node {
    @Nullable Question question;
    final Map<Object, Node> next = new HashMap<>();
    @Nullable Opening outcome;
  }

  /** How many states were opened. */
  long opened() {
    return opened;
  }

  Opening of(CrashState state) {
    Node node = root;
    while (node.question != null) {
      Node next = node.next.get(node.question.of(state));
      if (next == null) {
        return open(state);
      }
      node = next;
    }
    Opening known = node.outcome;
    if (known == null) {
      return open(state);
    }
    if (++asked % PROBED == 0 && !known.equals(Opening.of(new CrashedDisk(state)))) {
      throw new AssertionError("a state is opened with another outcome than its like: " + known);
    }
    return known;
  }

  private Opening open(CrashState state) {
    opened++;
    CrashedDisk disk = new CrashedDisk(state);
    Opening outcome = Opening.of(disk);
    List<Question> asked = disk.asked();
    Node node = root;
    for (Question question : asked) {
      if (node.outcome != null || (node.question != null && !node.question.equals(question))) {
        throw new AssertionError(
            "opening asks " + question + " where it asked " + node.question + " before");
      }
      node.question = question;
      node = node.next.computeIfAbsent(question.of(state), answer -> new Node());
    }
    node.outcome = outcome;
    return outcome;
  }
}
