package org.skymask.engine.torch;

import java.util.List;

/** What libtorch says, in a line. */
final class TorchMessages {
  private static final int LONGEST_REASON = 200;

  private TorchMessages() {}

  /** The line that says what is wrong: TorchScript puts its own trace before it. */
  static String reason(Throwable e) {
    List<String> lines =
        String.valueOf(e.getMessage())
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    String line =
        lines.stream()
            .filter(candidate -> candidate.contains("Error: "))
            .findFirst()
            .orElse(lines.isEmpty() ? e.getClass().getSimpleName() : lines.get(0));
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }
}
