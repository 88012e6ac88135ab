package org.skymask.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through the fields of a HOCON file that the library has read without an error, and tells of
 * each value that is set and of each include, in their order. The library itself forgets what a
 * later field replaces.
 */
final class FieldScan {

  /** Hears of fields. */
  interface Listener {
    /**
     * @param path the keys from the root of the scan
     * @param text of the value as it is written; a list is {@code []}
     * @param line of the value's end, from 1
     */
    void value(List<String> path, String text, int line);

    /**
     * @param block where it stands, the keys from the root of the scan
     * @param what the name between its quotes
     */
    void include(List<String> block, String what);
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>(?://|#)[^\n]*)|\"\"\"(?s:.*?)\"\"\"+|\"(?:[^\"\\\\\n]++|\\\\.)*+\""
              + "|\\$\\{[^}]*}|[{}\\[\\],:=+\n]|[^\\S\n]+|[^\\s\"{}\\[\\],:=+#$/]+|.");
  private static final Pattern INCLUDE = Pattern.compile("\\s*include\\b[^\"]*\"([^\"]*)\"[\\s)]*");

  private final Listener listener;
  private final Deque<List<String>> blocks = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  /** Of the value that is being read; empty while a key is. */
  private List<String> path = List.of();

  private int lists;
  private int line = 1;

  private FieldScan(List<String> block, Listener listener) {
    this.listener = listener;
    blocks.push(block);
  }

  /**
   * @param block the keys below which the file stands
   */
  static void of(Path file, List<String> block, Listener listener) {
    FieldScan scan = new FieldScan(block, listener);
    Matcher token = TOKEN.matcher(read(file));
    while (token.find()) {
      if (token.group("comment") == null) {
        scan.take(token.group());
      }
      scan.line += (int) token.group().chars().filter(c -> c == '\n').count();
    }
    scan.end();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private void take(String token) {
    if (token.equals("[")) {
      lists++;
    } else if (token.equals("]")) {
      lists--;
      text.append(lists == 0 ? "[]" : "");
    } else if (lists == 0) {
      takeOfBlock(token);
    }
  }

  private void takeOfBlock(String token) {
    switch (token) {
      case "{" -> open();
      case "}" -> {
        end();
        blocks.pop();
      }
      case "," -> end();
      case "\n" -> endOfLine();
      case "=", ":", "+" -> separate(token);
      default -> text.append(token);
    }
  }

  /** A value may begin on the line after its key. */
  private void endOfLine() {
    if (path.isEmpty() ? INCLUDE.matcher(text).matches() : !text.toString().isBlank()) {
      end();
    }
  }

  private void separate(String token) {
    if (path.isEmpty() && !token.equals("+")) {
      path = key();
      text.setLength(0);
    } else {
      text.append(path.isEmpty() ? "" : token);
    }
  }

  private void open() {
    blocks.push(path.isEmpty() ? key() : path);
    path = List.of();
    text.setLength(0);
  }

  private void end() {
    Matcher include = INCLUDE.matcher(text);
    if (!path.isEmpty()) {
      listener.value(path, text.toString().strip(), line);
    } else if (include.matches()) {
      listener.include(blocks.element(), include.group(1));
    }
    path = List.of();
    text.setLength(0);
  }

  /** Of the braces around a whole file there is none. */
  private List<String> key() {
    List<String> all = new ArrayList<>(blocks.element());
    String written = text.toString().strip();
    if (!written.isEmpty()) {
      try {
        all.addAll(ConfigUtil.splitPath(written));
      } catch (ConfigException e) {
        all.add(written);
      }
    }
    return List.copyOf(all);
  }
}
