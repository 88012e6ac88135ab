package org.skymask.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.SplitView;
import org.skymask.model.Verdict;

/** Sample rounds: one from the reference values of a real federation, and each other kind. */
public final class Samples {
  private static final double NONE = Double.NaN;

  private Samples() {}

  /** All of them by name. */
  public static Map<String, Sample> all() {
    Map<String, Sample> all = new LinkedHashMap<>();
    all.put("people", people());
    all.put("large", large(1000));
    all.put("twentieth", people().withNumber(20));
    all.put("rejected", rejected());
    all.put("diverged", diverged());
    all.put("fedavg", fedAvg());
    all.put("nobody-filtered", nobodyFiltered());
    all.put("single", single());
    return all;
  }

  /** 28 people of whom 6 flip labels and boost; values of the float64 reference. */
  public static Sample people() {
    return PeopleSample.read();
  }

  /** Made-up values of this many clients, a fifth of them filtered. */
  public static Sample large(int clients) {
    return LargeSample.of(clients);
  }

  /** Too few uploads: the round ended at the quorum. */
  public static Sample rejected() {
    List<ClientResult> clients =
        List.of(
            admitted("person-000", null, null),
            Sample.refused(
                "person-001",
                Reason.BAD_SIGNATURE,
                "the signature is not that of person-001's key"),
            Sample.refused(
                "person-002", Reason.WRONG_BASE, "trained from version 5, expected version 6"),
            Sample.incomplete("person-003"));
    return Sample.of(
        Outcome.REJECTED,
        "1 client was admitted, and quorum.minimum-clients is 4.",
        "skymask",
        clients,
        List.of(),
        NONE,
        null,
        List.of(),
        List.of(new Stage("admit", 0.41, null)));
  }

  /** The root loss became NaN while masks were trained. */
  public static Sample diverged() {
    List<ClientResult> clients =
        IntStream.range(0, 6).mapToObj(i -> admitted("site-" + i, null, 3e18 * i)).toList();
    return Sample.of(
        Outcome.REJECTED,
        "The root loss was not a finite number in epoch 4.",
        "skymask",
        clients,
        List.of(2.31, 2.9, 14.2, NONE),
        NONE,
        null,
        List.of(),
        List.of(
            new Stage("admit", 0.5, null),
            new Stage("train-masks", 1.2, List.of(0.3, 0.3, 0.3, 0.3))));
  }

  /** Plain averaging: no masks, no plane, no decision. */
  public static Sample fedAvg() {
    List<ClientResult> clients =
        IntStream.range(0, 12)
            .mapToObj(i -> admitted("site-%03d".formatted(i), 1 / 12.0, 0.2 + 0.01 * i))
            .toList();
    return Sample.of(
        Outcome.COMMITTED,
        "fedavg averages every admitted client.",
        "fedavg",
        clients,
        List.of(),
        NONE,
        null,
        List.of(),
        List.of(
            new Stage("admit", 0.8, null),
            new Stage("aggregate", 0.3, null),
            new Stage("publish", 0.06, null)));
  }

  /** A split was seen and did not pass. */
  public static Sample nobodyFiltered() {
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "site-%03d".formatted(i)).toList();
    List<ClientResult> clients =
        IntStream.range(0, 12)
            .mapToObj(i -> placed(names.get(i), 4 * Math.sin(i), 0.5 * Math.cos(3 * i)))
            .toList();
    Candidate one =
        new Candidate(
            SplitView.BALANCED,
            null,
            1.64,
            names.subList(3, 12),
            names.subList(0, 3),
            new DecisionRecord.WitnessValues(0.35, -1.13, -1.17, 0.21, 0.02, 1.35),
            new DecisionRecord.Ruling(-0.32, false, null));
    Candidate other =
        new Candidate(
            SplitView.layer(0),
            "conv1",
            1.64,
            names.subList(0, 3),
            names.subList(3, 12),
            new DecisionRecord.WitnessValues(-0.35, -0.85, 1.17, -0.21, -0.02, -1.35),
            new DecisionRecord.Ruling(1, false, null));
    return Sample.of(
        Outcome.COMMITTED,
        "No split of the clients passed.",
        "skymask",
        clients,
        List.of(0.9, 0.8, 0.75, 0.72),
        1.64,
        new DecisionRecord("verified", OptionalInt.empty(), List.of(one, other)),
        List.of(),
        stages());
  }

  /** A federation of one. */
  public static Sample single() {
    return Sample.of(
        Outcome.COMMITTED,
        "One client cannot be split.",
        "skymask",
        List.of(placed("only", 0, 0)),
        List.of(0.7),
        NONE,
        new DecisionRecord("verified", OptionalInt.empty(), List.of()),
        List.of(),
        stages());
  }

  static List<Stage> stages() {
    List<Double> epochs =
        IntStream.range(0, 20).mapToObj(i -> i == 0 ? 0.61 : 0.183 + 0.004 * (i % 5)).toList();
    return List.of(
        new Stage("admit", 2.14, null),
        new Stage("root-update", 0.37, null),
        new Stage("block", 1.02, null),
        new Stage("train-masks", 4.4, epochs),
        new Stage("cluster", 5.61, null),
        new Stage("aggregate", 0.48, null),
        new Stage("publish", 0.052, null));
  }

  private static ClientResult admitted(
      String client, @Nullable Double weight, @Nullable Double norm) {
    return new ClientResult(
        client,
        Verdict.ACCEPTED,
        null,
        null,
        new ClientResult.Place(null, null, null, null),
        new ClientResult.Contribution(norm, 1.0, 600L, weight == null ? 0 : weight, null),
        null);
  }

  private static ClientResult placed(String client, double pc1, double pc2) {
    return new ClientResult(
        client,
        Verdict.ACCEPTED,
        null,
        null,
        new ClientResult.Place(1.0, pc1, pc2, 0.6),
        new ClientResult.Contribution(0.25, 1.0, 600L, 1 / 12.0, null),
        null);
  }
}
