package dev.quiver.benchmarks.reliability;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system call as strace prints it with strings in hexadecimal.
 *
 * @param result what it returned; negative if it failed
 */
record Call(String name, List<String> arguments, long result) {
  /** Null if the line is none: a signal, or the end of a thread. */
  static @Nullable Call of(String line) {
    int open = line.indexOf('(');
    int equals = line.lastIndexOf(" = ");
    if (open <= 0 || equals < open || line.startsWith("---") || line.startsWith("+++")) {
      return null;
    }
    String result = line.substring(equals + 3).split(" ", 2)[0];
    String arguments = line.substring(open + 1, line.lastIndexOf(')', equals));
    return new Call(line.substring(0, open), split(arguments), number(result));
  }

  private static long number(String result) {
    if (result.equals("?")) {
      return -1;
    }
    return result.startsWith("0x") ? 0 : Long.parseLong(result);
  }

  /** At commas that are in no brackets; strings hold nothing but hexadecimal digits. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i).trim());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).trim());
    return parts;
  }

  boolean failed() {
    return result < 0;
  }

  String argument(int index) {
    return arguments.get(index);
  }

  int number(int index) {
    return Integer.parseInt(argument(index));
  }

  String text(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  /** All strings of an argument, one after the other. */
  byte[] bytes(int index) {
    String argument = argument(index);
    if (argument.contains("\"...")) {
      throw new IllegalStateException("strace cut a string of " + name + " short");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(argument.length() / 4);
    for (int at = argument.indexOf("\\x"); at >= 0; at = argument.indexOf("\\x", at + 4)) {
      bytes.write(Integer.parseInt(argument.substring(at + 2, at + 4), 16));
    }
    return bytes.toByteArray();
  }
}
