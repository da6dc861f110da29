package dev.quiver.storage.file;

import dev.quiver.storage.file.CrashState.Content;
import dev.quiver.storage.file.DiskOperation.Force;
import dev.quiver.storage.file.DiskOperation.ForceDirectory;
import dev.quiver.storage.file.DiskOperation.Link;
import dev.quiver.storage.file.DiskOperation.Told;
import dev.quiver.storage.file.DiskOperation.Truncate;
import dev.quiver.storage.file.DiskOperation.Unlink;
import dev.quiver.storage.file.DiskOperation.What;
import dev.quiver.storage.file.DiskOperation.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The states in which a power cut may leave a {@link SimulatedDisk}: for every moment of its life,
 * every choice of what had reached the platter of that which nobody had forced.
 *
 * <p>Each operation since the last force of its file or directory is chosen alone: a name may be
 * there or not, bytes may be there, absent, zeros (the length reached the disk, they did not), or
 * torn at a sector of 512 bytes, at either side. All combinations of a moment are made if they are
 * at most the limit; else all and none, each alone, each missing, all beginnings, pairs, and random
 * ones up to the limit.
 */
public final class CrashStates {
  private static final int SECTOR = 512;

  /** What may become of an operation. */
  private static final int ABSENT = 0;

  private static final int WHOLE = 1;
  private static final int ZEROS = 2;
  private static final int FIRST_SECTOR = 3;
  private static final int LAST_SECTORS = 4;
  private static final int FIRST_SECTORS = 5;

  private final List<DiskOperation> operations;
  private final int limit;
  private final Random random;
  private final Map<Integer, Map<String, Integer>> durableNames = new HashMap<>();
  private final Map<Integer, byte[]> durableBytes = new HashMap<>();
  private final Set<Integer> directories = new HashSet<>();
  private final Map<Bytes, Content> contents = new HashMap<>();
  private final Map<Integer, Content> durableContents = new HashMap<>();
  private final Map<String, Content> contentsOfMoment = new HashMap<>();
  private final List<DiskOperation> pending = new ArrayList<>();
  private long acknowledged = -1;
  private long published = -1;

  /** Takes the states of a moment. */
  public interface Visitor {
    /**
     * @param acknowledged number of the newest commit that must be there; −1 if not even the
     *     database need be
     * @param published number of the newest commit that may be there
     * @param moment the number of operations that came before the power cut
     */
    void visit(CrashState state, long acknowledged, long published, int moment);
  }

  /**
   * @param limit of states of one moment
   */
  public CrashStates(SimulatedDisk disk, int limit, long seed) {
    this.operations = disk.operations();
    this.limit = limit;
    this.random = new Random(seed);
    directories.add(SimulatedDisk.ROOT_INODE);
    Map<String, Integer> inodes = disk.startInodes();
    durableNames.put(SimulatedDisk.ROOT_INODE, new HashMap<>());
    inodes.forEach(
        (path, inode) -> {
          if (disk.start().directories().contains(path)) {
            directories.add(inode);
            durableNames.computeIfAbsent(inode, i -> new HashMap<>());
          }
        });
    inodes.forEach(
        (path, inode) -> {
          if (!path.equals("/")) {
            Integer parent = inodes.get(SimulatedDisk.parent(path));
            durableNames.get(parent).put(SimulatedDisk.name(path), inode);
          }
          if (disk.start().files().containsKey(path)) {
            durableBytes.put(inode, disk.start().files().get(path).bytes());
          }
        });
  }

  /** States in which the database of the start must be there. */
  public CrashStates from(long commit) {
    acknowledged = commit;
    published = commit;
    return this;
  }

  /** Visits all states of all moments; of one moment none twice. */
  public void visitAll(Visitor visitor) {
    visitMoment(visitor, 0);
    for (int i = 0; i < operations.size(); i++) {
      advance(operations.get(i));
      visitMoment(visitor, i + 1);
    }
  }

  private void advance(DiskOperation operation) {
    if (operation instanceof Force force) {
      durableContents.remove(force.inode());
      for (DiskOperation p : settle(o -> inodeOf(o) == force.inode())) {
        durableBytes.put(
            force.inode(), apply(durableBytes.getOrDefault(force.inode(), new byte[0]), p, WHOLE));
      }
      return;
    }
    if (operation instanceof ForceDirectory force) {
      Map<String, Integer> names = durableNames.get(force.directory());
      settle(o -> directoryOf(o) == force.directory()).forEach(o -> name(names, o));
      return;
    }
    if (operation instanceof Told told) {
      long number = told.what() == What.OPENED ? 0 : told.number();
      acknowledged = Math.max(acknowledged, number);
      published = Math.max(published, acknowledged);
      return;
    }
    if (operation instanceof Link link) {
      published = Math.max(published, commitNumber(link.path()));
      if (link.toDirectory()) {
        directories.add(link.inode());
        durableNames.computeIfAbsent(link.inode(), i -> new HashMap<>());
      }
    }
    pending.add(operation);
  }

  private static long commitNumber(String path) {
    String name = SimulatedDisk.name(path);
    if (name.equals("FORMAT")) {
      return 0;
    }
    return name.endsWith(".commit") ? Long.MAX_VALUE - Long.parseLong(name.substring(0, 19)) : -1;
  }

  private List<DiskOperation> settle(java.util.function.Predicate<DiskOperation> which) {
    List<DiskOperation> settled = new ArrayList<>();
    for (Iterator<DiskOperation> it = pending.iterator(); it.hasNext(); ) {
      DiskOperation o = it.next();
      if (which.test(o)) {
        settled.add(o);
        it.remove();
      }
    }
    return settled;
  }

  private static int inodeOf(DiskOperation o) {
    if (o instanceof Write write) {
      return write.inode();
    }
    return o instanceof Truncate truncate ? truncate.inode() : -1;
  }

  private static int directoryOf(DiskOperation o) {
    if (o instanceof Link link) {
      return link.directory();
    }
    return o instanceof Unlink unlink ? unlink.directory() : -1;
  }

  private static void name(Map<String, Integer> names, DiskOperation o) {
    if (o instanceof Link link) {
      names.put(link.name(), link.inode());
    } else if (o instanceof Unlink unlink) {
      names.remove(unlink.name());
    }
  }

  /** The bytes of a file after an operation of which only a part may have happened. */
  private static byte[] apply(byte[] before, DiskOperation o, int choice) {
    if (choice == ABSENT) {
      return before;
    }
    if (o instanceof Truncate) {
      return new byte[0];
    }
    Write write = (Write) o;
    int length = write.bytes().length;
    int firstEnd = Math.min(length, SECTOR - write.offset() % SECTOR);
    int from = choice == LAST_SECTORS ? firstEnd : 0;
    int to =
        switch (choice) {
          case ZEROS -> 0;
          case FIRST_SECTOR -> firstEnd;
          case FIRST_SECTORS -> firstEnd + (length - firstEnd) / 2 / SECTOR * SECTOR;
          default -> length;
        };
    int end =
        choice == FIRST_SECTOR || choice == FIRST_SECTORS
            ? write.offset() + to
            : write.offset() + length;
    byte[] after = Arrays.copyOf(before, Math.max(before.length, end));
    if (to > from) {
      System.arraycopy(write.bytes(), from, after, write.offset() + from, to - from);
    }
    return after;
  }

  private static int options(DiskOperation o) {
    if (!(o instanceof Write write)) {
      return 2;
    }
    int firstEnd = SECTOR - write.offset() % SECTOR;
    if (write.bytes().length <= firstEnd) {
      return 3;
    }
    return write.bytes().length > firstEnd + 2 * SECTOR ? 6 : 5;
  }

  private void visitMoment(Visitor visitor, int moment) {
    contentsOfMoment.clear();
    int[] options = pending.stream().mapToInt(CrashStates::options).toArray();
    Set<Long> seen = new HashSet<>();
    Choices choices =
        choice -> {
          CrashState state = state(choice);
          if (seen.add(state.fingerprint())) {
            visitor.visit(state, acknowledged, published, moment);
          }
          return seen.size() < limit;
        };
    double all = Arrays.stream(options).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (all <= limit) {
      everyChoice(options, choices);
    } else if (systematicChoices(options, choices)) {
      randomChoices(options, choices);
    }
  }

  /** Takes one choice for each pending operation; says whether to go on. */
  private interface Choices {
    boolean take(int[] choice);
  }

  private static void everyChoice(int[] options, Choices choices) {
    int[] choice = new int[options.length];
    while (true) {
      choices.take(choice);
      int at = 0;
      while (at < choice.length && ++choice[at] == options[at]) {
        choice[at++] = 0;
      }
      if (at == choice.length) {
        return;
      }
    }
  }

  private static boolean systematicChoices(int[] options, Choices choices) {
    int n = options.length;
    int[] choice = new int[n];
    boolean more = choices.take(choice);
    Arrays.fill(choice, WHOLE);
    more &= choices.take(choice);
    for (int base = 0; base <= 1; base++) {
      for (int i = 0; more && i < n; i++) {
        for (int option = 0; more && option < options[i]; option++) {
          Arrays.fill(choice, base);
          choice[i] = option;
          more = choices.take(choice);
        }
      }
    }
    for (int i = 1; more && i < n; i++) {
      for (int option = 0; more && option < options[i]; option++) {
        Arrays.fill(choice, ABSENT);
        Arrays.fill(choice, 0, i, WHOLE);
        choice[i] = option;
        more = choices.take(choice);
      }
    }
    for (int i = 0; more && i < n; i++) {
      for (int k = i + 1; more && k < n; k++) {
        for (int base = 0; more && base <= 1; base++) {
          Arrays.fill(choice, base);
          choice[i] = 1 - base;
          choice[k] = 1 - base;
          more = choices.take(choice);
        }
      }
    }
    return more;
  }

  private void randomChoices(int[] options, Choices choices) {
    int[] choice = new int[options.length];
    boolean more = true;
    for (int attempts = 0; more && attempts < 2 * limit; attempts++) {
      int bias = random.nextInt(3);
      for (int i = 0; i < choice.length; i++) {
        choice[i] = bias == 0 || random.nextInt(4) == 0 ? random.nextInt(options[i]) : bias - 1;
      }
      more = choices.take(choice);
    }
  }

  private CrashState state(int[] choice) {
    Map<Integer, Map<String, Integer>> changed = new HashMap<>();
    Map<Integer, StringBuilder> written = new HashMap<>();
    for (int i = 0; i < choice.length; i++) {
      DiskOperation o = pending.get(i);
      if (choice[i] == ABSENT) {
        continue;
      }
      int directory = directoryOf(o);
      if (directory >= 0) {
        name(changed.computeIfAbsent(directory, d -> new HashMap<>(durableNames.get(d))), o);
      } else {
        written
            .computeIfAbsent(inodeOf(o), inode -> new StringBuilder().append(inode))
            .append(' ')
            .append(i)
            .append(':')
            .append(choice[i]);
      }
    }
    Map<String, Content> files = new HashMap<>();
    Set<String> found = new HashSet<>();
    found.add("/");
    Walk walk = new Walk(choice, changed, written, files, found);
    walk.directory(SimulatedDisk.ROOT_INODE, "");
    return new CrashState(files, found);
  }

  private final class Walk {
    private final int[] choice;
    private final Map<Integer, Map<String, Integer>> changed;
    private final Map<Integer, StringBuilder> written;
    private final Map<String, Content> files;
    private final Set<String> found;

    Walk(
        int[] choice,
        Map<Integer, Map<String, Integer>> changed,
        Map<Integer, StringBuilder> written,
        Map<String, Content> files,
        Set<String> found) {
      this.choice = choice;
      this.changed = changed;
      this.written = written;
      this.files = files;
      this.found = found;
    }

    void directory(int inode, String path) {
      Map<String, Integer> names = changed.getOrDefault(inode, durableNames.get(inode));
      for (Map.Entry<String, Integer> entry : names.entrySet()) {
        String child = path + "/" + entry.getKey();
        int childInode = entry.getValue();
        if (directories.contains(childInode)) {
          found.add(child);
          directory(childInode, child);
        } else {
          files.put(child, content(childInode));
        }
      }
    }

    private Content content(int inode) {
      StringBuilder key = written.get(inode);
      return key == null
          ? durableContents.computeIfAbsent(
              inode, i -> intern(durableBytes.getOrDefault(i, new byte[0])))
          : contentsOfMoment.computeIfAbsent(key.toString(), k -> make(inode));
    }

    private Content make(int inode) {
      byte[] bytes = durableBytes.getOrDefault(inode, new byte[0]);
      for (int i = 0; i < choice.length; i++) {
        if (inodeOf(pending.get(i)) == inode) {
          bytes = apply(bytes, pending.get(i), choice[i]);
        }
      }
      return intern(bytes);
    }
  }

  private record Bytes(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private Content intern(byte[] bytes) {
    return contents.computeIfAbsent(new Bytes(bytes), b -> new Content(contents.size() + 1, bytes));
  }
}
