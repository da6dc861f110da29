package dev.quiver.benchmarks.reliability;

import dev.quiver.benchmarks.reliability.PlatterState.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What of a {@link Trace} has reached the platter for certain, and what may have: the states that a
 * power cut may leave at one moment after another.
 *
 * <p>Of what is uncertain, each write is there, absent, torn in the middle at a sector of 512
 * bytes, or (under {@link PlatterModel#POSIX}) has lengthened its file without its bytes; each name
 * is there or not.
 */
final class Platter {
  private static final int SECTOR = 512;
  private static final int ABSENT = 0;
  private static final int WHOLE = 1;
  private static final int TORN = 2;
  private static final int ZEROS = 3;

  private final Trace trace;
  private final PlatterModel model;
  private final Map<Integer, byte[]> contents = new HashMap<>();
  private final Map<Integer, Map<String, Integer>> names = new HashMap<>();
  private final List<Step> pending = new ArrayList<>();
  private int acknowledged = -1;

  Platter(Trace trace, PlatterModel model) {
    this.trace = trace;
    this.model = model;
  }

  /** The number of the last commit that was reported; −1 before the table was. */
  int acknowledged() {
    return acknowledged;
  }

  void advance(Step step) {
    if (step instanceof Step.Acknowledged told) {
      acknowledged = told.commit();
    } else if (step instanceof Step.Force force) {
      settle(waiting -> isSettled(waiting, force.inode()));
    } else {
      pending.add(step);
    }
  }

  private boolean isSettled(Step waiting, int forced) {
    if (waiting instanceof Step.Names change) {
      return model == PlatterModel.JOURNAL || change.concern(forced);
    }
    return inode(waiting) == forced;
  }

  private void settle(Predicate<Step> which) {
    for (Step step : pending) {
      if (which.test(step)) {
        apply(step, WHOLE, contents, names);
      }
    }
    pending.removeIf(which);
  }

  private static int inode(Step step) {
    if (step instanceof Step.Write write) {
      return write.inode();
    }
    return step instanceof Step.Resize resize ? resize.inode() : -1;
  }

  private static void apply(
      Step step,
      int choice,
      Map<Integer, byte[]> contents,
      Map<Integer, Map<String, Integer>> names) {
    if (step instanceof Step.Write write) {
      contents.merge(
          write.inode(), apply(new byte[0], write, choice), (old, b) -> apply(old, write, choice));
    } else if (step instanceof Step.Resize resize) {
      byte[] before = contents.getOrDefault(resize.inode(), new byte[0]);
      contents.put(resize.inode(), Arrays.copyOf(before, resize.length()));
    } else if (step instanceof Step.Names change) {
      for (Step.Name name : change.changes()) {
        Map<String, Integer> directory =
            names.computeIfAbsent(name.directory(), d -> new HashMap<>());
        if (name.inode() == Step.Name.NONE) {
          directory.remove(name.name());
        } else {
          directory.put(name.name(), name.inode());
        }
      }
    }
  }

  private static byte[] apply(byte[] before, Step.Write write, int choice) {
    int length = write.bytes().length;
    int written =
        switch (choice) {
          case TORN -> Math.max(1, length / 2 / SECTOR) * SECTOR;
          case ZEROS -> 0;
          default -> length;
        };
    int end = write.offset() + (choice == TORN ? written : length);
    byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
    System.arraycopy(write.bytes(), 0, after, write.offset(), written);
    return after;
  }

  private int options(Step step) {
    if (!(step instanceof Step.Write write)) {
      return 2;
    }
    if (write.bytes().length <= SECTOR) {
      return 2;
    }
    return model == PlatterModel.POSIX ? 4 : 3;
  }

  /** Nothing, everything, beginnings, each missing, each alone, and mixtures, by turns. */
  PlatterState draw(int number, Random random) {
    int[] choice = new int[pending.size()];
    int kind = number < 2 ? number : 2 + random.nextInt(4);
    if (choice.length > 0) {
      int at = random.nextInt(choice.length);
      int option = random.nextInt(options(pending.get(at)));
      switch (kind) {
        case 0 -> Arrays.fill(choice, ABSENT);
        case 1 -> Arrays.fill(choice, WHOLE);
        case 2 -> {
          Arrays.fill(choice, 0, at, WHOLE);
          choice[at] = option;
        }
        case 3 -> {
          Arrays.fill(choice, WHOLE);
          choice[at] = option == WHOLE ? ABSENT : option;
        }
        case 4 -> choice[at] = Math.max(WHOLE, option);
        default -> Arrays.setAll(choice, i -> random.nextInt(options(pending.get(i))));
      }
    }
    if (model == PlatterModel.JOURNAL) {
      inOrder(choice);
    }
    return state(choice);
  }

  /** As many names as were chosen, but the first ones. */
  private void inOrder(int[] choice) {
    int chosen = 0;
    for (int i = 0; i < choice.length; i++) {
      chosen += pending.get(i) instanceof Step.Names && choice[i] != ABSENT ? 1 : 0;
    }
    for (int i = 0; i < choice.length; i++) {
      if (pending.get(i) instanceof Step.Names) {
        choice[i] = chosen-- > 0 ? WHOLE : ABSENT;
      }
    }
  }

  private PlatterState state(int[] choice) {
    Map<Integer, byte[]> written = new HashMap<>(contents);
    Map<Integer, Map<String, Integer>> named = new HashMap<>();
    names.forEach((directory, entries) -> named.put(directory, new HashMap<>(entries)));
    for (int i = 0; i < choice.length; i++) {
      if (choice[i] != ABSENT) {
        apply(pending.get(i), choice[i], written, named);
      }
    }
    return new PlatterState(tree(Trace.ROOT, written, named));
  }

  private Tree tree(
      int directory, Map<Integer, byte[]> written, Map<Integer, Map<String, Integer>> named) {
    Tree tree = new Tree();
    named
        .getOrDefault(directory, Map.of())
        .forEach(
            (name, inode) -> {
              if (trace.isDirectory(inode)) {
                tree.directories.put(name, tree(inode, written, named));
              } else {
                tree.files.put(name, written.getOrDefault(inode, new byte[0]));
              }
            });
    return tree;
  }
}
