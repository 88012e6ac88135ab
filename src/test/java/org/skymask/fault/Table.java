package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skymask.fixture.Built;

/** Outcomes as rows of a Markdown table, in target/faults. */
final class Table {
  static final String HEADER =
      """
      | storage | round | fault | cases | exit of the disturbed run | version stood after it | next run committed the same digest | left for sweep | violations |
      |---|---|---|---|---|---|---|---|---|
      """;

  private static final Path DIRECTORY = Built.directory().resolve("faults");

  private final String file;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param name of the file
   */
  Table(String name) throws IOException {
    file = name;
    Files.createDirectories(DIRECTORY);
    Files.writeString(path(), HEADER);
  }

  private Path path() {
    return DIRECTORY.resolve(file + ".md");
  }

  /** Adds the row of a group of cases. */
  void add(String medium, String round, String fault, List<FaultOutcome> outcomes)
      throws IOException {
    TreeMap<Integer, Long> exits =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(FaultOutcome::first, TreeMap::new, Collectors.counting()));
    long bad = outcomes.stream().filter(outcome -> outcome.violation() != null).count();
    String row =
        String.format(
            "| %s | %s | %s | %d | %s | %d | %d | %d | %d |%n",
            medium,
            round,
            fault,
            outcomes.size(),
            exits.entrySet().stream()
                .map(e -> exit(e.getKey()) + ": " + e.getValue())
                .collect(Collectors.joining(", ")),
            outcomes.stream().filter(FaultOutcome::committed).count(),
            outcomes.stream().filter(outcome -> outcome.second() == 0).count(),
            outcomes.stream().filter(FaultOutcome::left).count(),
            bad);
    Files.writeString(path(), row, java.nio.file.StandardOpenOption.APPEND);
    System.out.print(row);
    for (FaultOutcome outcome : outcomes) {
      if (outcome.violation() != null) {
        violations.add(
            String.join(
                " ",
                medium,
                round,
                fault,
                outcome.what() + ":",
                Objects.requireNonNull(outcome.violation())));
      }
    }
  }

  private static String exit(int code) {
    return code == Invariants.KILLED ? "killed" : String.valueOf(code);
  }

  /** What did not hold, a line a case. */
  List<String> violations() {
    return violations;
  }
}
