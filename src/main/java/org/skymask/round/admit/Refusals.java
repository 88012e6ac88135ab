package org.skymask.round.admit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skymask.model.Verdict;
import org.skymask.round.UploadSummary;

/** Why uploads were not admitted, in half a sentence. */
public final class Refusals {
  private Refusals() {}

  /** {@code " (2 incomplete, 1 wrong-base)"}, or nothing where all were admitted. */
  public static String hint(List<UploadSummary> summaries) {
    Map<String, Long> counts =
        summaries.stream()
            .filter(summary -> !summary.isAdmitted())
            .collect(Collectors.groupingBy(Refusals::name, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String name(UploadSummary summary) {
    return summary.reason() == null ? Verdict.INCOMPLETE.code() : summary.reason().code();
  }
}
