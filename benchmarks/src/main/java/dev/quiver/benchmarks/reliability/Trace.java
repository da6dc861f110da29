package dev.quiver.benchmarks.reliability;

import dev.quiver.benchmarks.reliability.Step.Name;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the system calls of a process did below one directory, as strace wrote them down.
 *
 * <p>A call counts from its end, so a force covers what other threads wrote before it returned.
 * What is written through a mapping is not seen; {@link #mapped} names such files.
 */
final class Trace {
  /** All that the trace must hold; others change no files. */
  static final String CALLS =
      "open,openat,creat,close,dup,dup2,dup3,fcntl,write,pwrite64,writev,pwritev,pwritev2,lseek,"
          + "fsync,fdatasync,sync_file_range,fallocate,ftruncate,truncate,mmap,rename,renameat,"
          + "renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,"
          + "chdir,fchdir,sendfile,copy_file_range,io_submit,io_uring_setup";

  static final int ROOT = 0;

  private static final String UNFINISHED = "<unfinished ...>";
  private static final String RESUMED = " resumed>";

  private final String root;
  private Path working;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> inodes = new HashMap<>();
  private final Set<Integer> directories = new HashSet<>(Set.of(ROOT));
  private final Map<Integer, Integer> lengths = new HashMap<>();
  private final Map<Integer, Descriptor> descriptors = new HashMap<>();

  /** Where all descriptors were opened, also elsewhere: paths may be relative to them. */
  private final Map<Integer, Path> opened = new HashMap<>();

  private final Set<String> mapped = new TreeSet<>();
  private int nextInode = 1;

  /** An open file or directory. */
  private static final class Descriptor {
    final int inode;
    final String flags;
    int offset;

    Descriptor(int inode, String flags) {
      this.inode = inode;
      this.flags = flags;
    }
  }

  private Trace(Path root, Path working) {
    this.root = root.toString();
    this.working = working;
    inodes.put("", ROOT);
  }

  /**
   * @param root without symbolic links, as the process spells it
   * @param working the directory that the process begins in
   */
  static Trace read(Path file, Path root, Path working) throws IOException {
    Trace trace = new Trace(root, working);
    Map<String, String> unfinished = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" +", 2);
        String thread = parts[0];
        String text = parts[1];
        int resumed = text.startsWith("<... ") ? text.indexOf(RESUMED) : -1;
        if (resumed > 0) {
          text = unfinished.remove(thread) + text.substring(resumed + RESUMED.length());
        }
        if (text.endsWith(UNFINISHED)) {
          unfinished.put(thread, text.substring(0, text.length() - UNFINISHED.length()).trim());
          continue;
        }
        Call call = Call.of(text);
        if (call != null && !call.failed()) {
          trace.add(call);
        }
      }
    }
    return trace;
  }

  List<Step> steps() {
    return steps;
  }

  boolean isDirectory(int inode) {
    return directories.contains(inode);
  }

  /** Files that were mapped to be written, so that not all that was written is known. */
  Set<String> mapped() {
    return mapped;
  }

  private void add(Call call) {
    switch (call.name()) {
      case "open", "creat" -> open(call, 0, working.resolve(call.text(0)));
      case "openat" -> open(call, 1, at(call, 0));
      case "close" -> {
        descriptors.remove(call.number(0));
        opened.remove(call.number(0));
      }
      case "dup", "dup2", "dup3" -> duplicate(call);
      case "fcntl" -> {
        if (call.argument(1).startsWith("F_DUPFD")) {
          duplicate(call);
        }
      }
      case "mkdir" -> makeDirectory(working.resolve(call.text(0)));
      case "mkdirat" -> makeDirectory(at(call, 0));
      case "link" -> link(call, working.resolve(call.text(0)), working.resolve(call.text(1)));
      case "linkat" -> link(call, at(call, 0), at(call, 2));
      case "rename" -> rename(call, working.resolve(call.text(0)), working.resolve(call.text(1)));
      case "renameat" -> rename(call, at(call, 0), at(call, 2));
      case "renameat2" -> {
        if (call.argument(4).contains("EXCHANGE") || call.argument(4).contains("WHITEOUT")) {
          throw notUnderstood(call);
        }
        rename(call, at(call, 0), at(call, 2));
      }
      case "unlink", "rmdir" -> unlink(call, working.resolve(call.text(0)));
      case "unlinkat" -> unlink(call, at(call, 0));
      case "chdir" -> working = working.resolve(call.text(0));
      case "fchdir" -> working = directory(call, call.argument(0));
      case "truncate", "io_submit", "io_uring_setup", "symlink", "symlinkat" ->
          throw notUnderstood(call);
      default -> addToFile(call);
    }
  }

  private void addToFile(Call call) {
    boolean told = call.name().equals("write") && call.argument(0).equals("1");
    if (told) {
      tell(call.text(1).trim());
      return;
    }
    int number = call.name().equals("mmap") ? 4 : 0;
    String first = call.argument(number);
    Descriptor file = first.matches("[0-9]+") ? descriptors.get(Integer.parseInt(first)) : null;
    if (file == null) {
      return;
    }
    switch (call.name()) {
      case "write", "writev" -> write(call, file);
      case "pwrite64", "pwritev", "pwritev2" -> write(call, file, call.number(3));
      case "lseek" -> file.offset = (int) call.result();
      case "fsync", "fdatasync" -> steps.add(new Step.Force(file.inode));
      case "ftruncate" -> resize(file.inode, call.number(1));
      case "fallocate" -> {
        if (!call.argument(1).equals("0")) {
          throw notUnderstood(call);
        }
        resize(file.inode, Math.max(length(file), call.number(2) + call.number(3)));
      }
      case "mmap" -> map(call, file);
      case "sync_file_range" -> {
        // It makes nothing durable by itself.
      }
      default -> throw notUnderstood(call);
    }
  }

  private static IllegalStateException notUnderstood(Call call) {
    return new IllegalStateException("no way to tell what " + call.name() + " did");
  }

  private void tell(String line) {
    if (line.startsWith("ack ")) {
      steps.add(new Step.Acknowledged(Integer.parseInt(line.substring(4))));
    }
  }

  /** The path in the argument after one that says what it is relative to. */
  private Path at(Call call, int directory) {
    Path path = Path.of(call.text(directory + 1));
    if (path.isAbsolute()) {
      return path;
    }
    String base = call.argument(directory);
    return (base.equals("AT_FDCWD") ? working : directory(call, base)).resolve(path);
  }

  /** What a descriptor was opened as. */
  private Path directory(Call call, String descriptor) {
    Path path = opened.get(Integer.parseInt(descriptor));
    if (path == null) {
      throw notUnderstood(call);
    }
    return path;
  }

  /** Where a path leads below the root; null if elsewhere. */
  private @Nullable String below(Path path) {
    String whole = path.normalize().toString();
    if (whole.equals(root)) {
      return "";
    }
    return whole.startsWith(root + "/") ? whole.substring(root.length() + 1) : null;
  }

  private void open(Call call, int argument, Path file) {
    int descriptor = (int) call.result();
    opened.put(descriptor, file);
    descriptors.remove(descriptor);
    String path = below(file);
    if (path == null) {
      return;
    }
    String flags = call.name().equals("creat") ? "O_CREAT|O_TRUNC" : call.argument(argument + 1);
    Integer inode = inodes.get(path);
    if (flags.contains("O_TMPFILE") || (inode == null && !flags.contains("O_CREAT"))) {
      throw notUnderstood(call);
    }
    if (inode == null) {
      inode = nextInode++;
      name(path, inode);
    } else if (flags.contains("O_TRUNC")) {
      resize(inode, 0);
    }
    descriptors.put(descriptor, new Descriptor(inode, flags));
  }

  private void duplicate(Call call) {
    int from = call.number(0);
    int to = (int) call.result();
    if (from == to) {
      return;
    }
    descriptors.remove(to);
    opened.remove(to);
    if (descriptors.containsKey(from)) {
      descriptors.put(to, descriptors.get(from));
    }
    if (opened.containsKey(from)) {
      opened.put(to, opened.get(from));
    }
  }

  private int length(Descriptor file) {
    return lengths.getOrDefault(file.inode, 0);
  }

  private void write(Call call, Descriptor file) {
    boolean appends = file.flags.contains("O_APPEND");
    if (!appends && file.flags.contains("O_RDWR")) {
      throw notUnderstood(call); // Reads move the offset too, and are not traced.
    }
    int from = appends ? length(file) : file.offset;
    write(call, file, from);
    file.offset = from + (int) call.result();
  }

  private void write(Call call, Descriptor file, int offset) {
    byte[] bytes = Arrays.copyOf(call.bytes(1), (int) call.result());
    steps.add(new Step.Write(file.inode, offset, bytes));
    lengths.merge(file.inode, offset + bytes.length, Math::max);
    if (file.flags.contains("O_SYNC") || file.flags.contains("O_DSYNC")) {
      steps.add(new Step.Force(file.inode));
    }
  }

  private void resize(int inode, int length) {
    steps.add(new Step.Resize(inode, length));
    lengths.put(inode, length);
  }

  private void map(Call call, Descriptor file) {
    if (call.argument(2).contains("PROT_WRITE") && call.argument(3).contains("MAP_SHARED")) {
      inodes.forEach(
          (path, inode) -> {
            if (inode == file.inode) {
              mapped.add(path);
            }
          });
    }
  }

  private Name named(String path, int inode) {
    int slash = path.lastIndexOf('/');
    Integer directory = inodes.get(slash < 0 ? "" : path.substring(0, slash));
    if (directory == null) {
      throw new IllegalStateException("no directory above " + path);
    }
    return new Name(directory, path.substring(slash + 1), inode);
  }

  private void name(String path, int inode) {
    steps.add(new Step.Names(List.of(named(path, inode))));
    inodes.put(path, inode);
  }

  private void makeDirectory(Path path) {
    String below = below(path);
    if (below != null) {
      directories.add(nextInode);
      name(below, nextInode++);
    }
  }

  private void link(Call call, Path existing, Path path) {
    String below = below(path);
    if (below == null) {
      return;
    }
    Integer inode = inodes.get(String.valueOf(below(existing)));
    if (inode == null) {
      throw notUnderstood(call);
    }
    name(below, inode);
  }

  private void unlink(Call call, Path path) {
    String below = below(path);
    if (below == null) {
      return;
    }
    if (inodes.remove(below) == null) {
      throw notUnderstood(call);
    }
    steps.add(new Step.Names(List.of(named(below, Name.NONE))));
  }

  private void rename(Call call, Path from, Path to) {
    String source = below(from);
    String target = below(to);
    if (source == null && target == null) {
      return;
    }
    Integer inode = source == null ? null : inodes.remove(source);
    if (inode == null || source == null || target == null) {
      throw notUnderstood(call);
    }
    if (directories.contains(inode)) {
      throw new IllegalStateException("a directory was renamed: " + from);
    }
    steps.add(new Step.Names(List.of(named(source, Name.NONE), named(target, inode))));
    inodes.put(target, inode);
  }
}
