package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Input;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.Verdict;

/**
 * A round with its clients, and small changes to it: records have no copy with one field changed.
 */
public record Sample(RoundRecord round, List<ClientResult> clients) {
  public static final String BASE =
      "sha256:5f2c8e0b7d1a49366c0e5b1f7a24d9c83b60e7f15a92d4c8b1e03f6a7d5c9e21";
  public static final String MODEL =
      "sha256:a81d3f5c60b2e97418f6d0c3b5a7e92f14c8d6b0e3a59f7c2d1b4e8a06f3c7d5";
  private static final Map<String, Object> CONFIGURATION =
      Map.of(
          "federation",
          "people",
          "aggregator",
          "skymask",
          "mask",
          Map.of("epochs", 20, "learning-rate", 1e5, "threshold", 0.5),
          "cluster",
          Map.of("decision", "verified", "minimum-split-gain", 1.0),
          "aggregation",
          Map.of("weights", "uniform", "clip-norm", 2.0),
          "quorum",
          Map.of("minimum-clients", 4, "minimum-accepted", 2),
          "updates",
          "hdfs://name-node/federations/people/updates",
          "seed",
          7);
  private static final Map<String, String> VERSIONS =
      Map.of("skymask-spark", "1.0.0", "java", "17.0.13", "spark", "3.5.7", "djl", "0.35.1");

  private static OptionalDouble known(double gain) {
    return Double.isNaN(gain) ? OptionalDouble.empty() : OptionalDouble.of(gain);
  }

  /** A round of these clients; counts, rows and inputs follow from them. */
  static Sample of(
      Outcome outcome,
      String why,
      String aggregator,
      List<ClientResult> clients,
      List<Double> loss,
      double gain,
      @Nullable DecisionRecord decision,
      List<Double> plane,
      List<Stage> stages) {
    List<String> admitted =
        clients.stream()
            .filter(c -> c.verdict() == Verdict.ACCEPTED || c.verdict() == Verdict.FILTERED)
            .map(ClientResult::client)
            .toList();
    List<String> rows = new ArrayList<>(admitted);
    rows.add("root");
    RoundRecord round =
        new RoundRecord(
            new RoundRecord.Identity("people", 7, "0c5e1f64-8a37-4c1d-9f0b-2f6d3e7a9b10", BASE),
            new RoundRecord.Result(
                outcome, why, counts(clients), outcome == Outcome.REJECTED ? null : MODEL, null),
            new RoundRecord.Judged(
                aggregator,
                known(gain),
                decision,
                loss.isEmpty() ? List.of() : rows,
                plane,
                loss,
                null),
            new RoundRecord.Origin(
                admitted.stream().map(client -> new Input(client, digestOf(client))).toList(),
                "sha256:" + digestOf("root"),
                CONFIGURATION,
                VERSIONS),
            stages,
            null);
    return new Sample(round, clients);
  }

  /** Sixty-four digits that differ from client to client. */
  private static String digestOf(String client) {
    return String.format("%08x", client.hashCode()).repeat(8);
  }

  private static Counts counts(List<ClientResult> clients) {
    return new Counts(
        count(clients, Verdict.ACCEPTED),
        count(clients, Verdict.FILTERED),
        count(clients, Verdict.QUARANTINED),
        count(clients, Verdict.INCOMPLETE));
  }

  private static int count(List<ClientResult> clients, Verdict verdict) {
    return (int) clients.stream().filter(client -> client.verdict() == verdict).count();
  }

  static ClientResult refused(String client, Reason reason, String detail) {
    return ClientResult.refused(client, Verdict.QUARANTINED, reason, detail, 600L);
  }

  static ClientResult incomplete(String client) {
    return ClientResult.refused(client, Verdict.INCOMPLETE, null, null, null);
  }

  public Sample withTexts(String federation, String attempt, String why, String aggregator) {
    RoundRecord r = round;
    return new Sample(
        new RoundRecord(
            new RoundRecord.Identity(
                federation, r.identity().round(), attempt, r.identity().baseModel()),
            new RoundRecord.Result(
                r.result().outcome(), why, r.result().counts(), r.result().model(), null),
            new RoundRecord.Judged(
                aggregator,
                r.judged().gain(),
                r.judged().decision(),
                r.judged().rows(),
                r.judged().plane(),
                r.judged().loss(),
                null),
            new RoundRecord.Origin(
                r.origin().inputs(),
                r.origin().rootData(),
                r.origin().configuration(),
                r.origin().versions()),
            r.stages(),
            null),
        clients);
  }

  /** The same as a later or earlier round. */
  Sample withNumber(int number) {
    RoundRecord r = round;
    return new Sample(
        new RoundRecord(
            new RoundRecord.Identity(
                r.identity().federation(),
                number,
                r.identity().attempt(),
                r.identity().baseModel()),
            new RoundRecord.Result(
                r.result().outcome(),
                r.result().why(),
                r.result().counts(),
                r.result().model(),
                null),
            new RoundRecord.Judged(
                r.judged().aggregator(),
                r.judged().gain(),
                r.judged().decision(),
                r.judged().rows(),
                r.judged().plane(),
                r.judged().loss(),
                null),
            new RoundRecord.Origin(
                r.origin().inputs(),
                r.origin().rootData(),
                r.origin().configuration(),
                r.origin().versions()),
            r.stages(),
            null),
        clients);
  }

  public Sample withOutcome(Outcome outcome, String baseModel, @Nullable String model) {
    RoundRecord r = round;
    return new Sample(
        new RoundRecord(
            new RoundRecord.Identity(
                r.identity().federation(), r.identity().round(), r.identity().attempt(), baseModel),
            new RoundRecord.Result(outcome, r.result().why(), r.result().counts(), model, null),
            new RoundRecord.Judged(
                r.judged().aggregator(),
                r.judged().gain(),
                r.judged().decision(),
                r.judged().rows(),
                r.judged().plane(),
                r.judged().loss(),
                null),
            new RoundRecord.Origin(
                r.origin().inputs(),
                r.origin().rootData(),
                r.origin().configuration(),
                r.origin().versions()),
            r.stages(),
            null),
        clients);
  }

  public Sample withNumbers(List<Double> loss, double gain, @Nullable DecisionRecord decision) {
    RoundRecord r = round;
    return new Sample(
        new RoundRecord(
            new RoundRecord.Identity(
                r.identity().federation(),
                r.identity().round(),
                r.identity().attempt(),
                r.identity().baseModel()),
            new RoundRecord.Result(
                r.result().outcome(),
                r.result().why(),
                r.result().counts(),
                r.result().model(),
                null),
            new RoundRecord.Judged(
                r.judged().aggregator(),
                known(gain),
                decision,
                r.judged().rows(),
                r.judged().plane(),
                loss,
                null),
            new RoundRecord.Origin(
                r.origin().inputs(),
                r.origin().rootData(),
                r.origin().configuration(),
                r.origin().versions()),
            r.stages(),
            null),
        clients);
  }

  public Sample withProvenance(
      List<Stage> stages,
      List<Input> inputs,
      Map<String, Object> configuration,
      Map<String, String> versions) {
    RoundRecord r = round;
    return new Sample(
        new RoundRecord(
            new RoundRecord.Identity(
                r.identity().federation(),
                r.identity().round(),
                r.identity().attempt(),
                r.identity().baseModel()),
            new RoundRecord.Result(
                r.result().outcome(),
                r.result().why(),
                r.result().counts(),
                r.result().model(),
                null),
            new RoundRecord.Judged(
                r.judged().aggregator(),
                r.judged().gain(),
                r.judged().decision(),
                r.judged().rows(),
                r.judged().plane(),
                r.judged().loss(),
                null),
            new RoundRecord.Origin(inputs, r.origin().rootData(), configuration, versions),
            stages,
            null),
        clients);
  }
}
