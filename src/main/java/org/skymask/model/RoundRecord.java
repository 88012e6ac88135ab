package org.skymask.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a round did: the content of round.json.
 *
 * @param rollback the rollback that made this version; null for a round
 */
public record RoundRecord(
    Identity identity,
    Result result,
    Judged judged,
    Origin origin,
    List<Stage> stages,
    @Nullable Rollback rollback) {

  /**
   * Which round it was.
   *
   * @param baseModel digest of the model that the clients trained from
   */
  public record Identity(String federation, int round, String attempt, String baseModel) {}

  /**
   * How it ended.
   *
   * @param why one sentence for a person: what decided
   * @param model digest of the committed model; null when rejected
   * @param rootLoss what the gate measured; null where there was no new model, and in rounds of
   *     software without a gate
   */
  public record Result(
      Outcome outcome,
      String why,
      Counts counts,
      @Nullable String model,
      @Nullable RootLoss rootLoss) {}

  /**
   * What the rule saw and decided.
   *
   * @param aggregator the rule; null where none ran
   * @param gain of the split that decided, otherwise the largest seen; empty where there was none
   * @param decision null where the round ended before there was anything to decide
   * @param rows name of each row of the mask matrix: the admitted clients, then {@code root}
   * @param plane the root row's coordinates [pc1, pc2]; empty where the plane has no root
   * @param loss root loss before each epoch's step
   * @param memory that the round decided by; null for decisions without one
   */
  public record Judged(
      @Nullable String aggregator,
      OptionalDouble gain,
      @Nullable DecisionRecord decision,
      List<String> rows,
      List<Double> plane,
      List<Double> loss,
      @Nullable MemoryRecord memory) {

    /** Nobody was asked: no uploads and no rule. */
    public static Judged nothing() {
      return new Judged(null, OptionalDouble.empty(), null, List.of(), List.of(), List.of(), null);
    }

    /** The rule as files and events name it: empty where none ran. */
    public String aggregatorOrEmpty() {
      return aggregator == null ? "" : aggregator;
    }

    private Judged withMemory(MemoryRecord other) {
      return new Judged(aggregator, gain, decision, rows, plane, loss, other);
    }
  }

  /**
   * What it was made from and with.
   *
   * @param rootData {@link ModelData#digest()} of the root dataset; null in rounds of software that
   *     did not record it
   * @param versions of the software that made it
   */
  public record Origin(
      List<Input> inputs,
      @Nullable String rootData,
      Map<String, Object> configuration,
      Map<String, String> versions) {

    private Origin withConfiguration(Map<String, Object> other) {
      return new Origin(inputs, rootData, other, versions);
    }
  }

  /** The same round under another configuration. */
  public RoundRecord withConfiguration(Map<String, Object> other) {
    return new RoundRecord(
        identity, result, judged, origin.withConfiguration(other), stages, rollback);
  }

  /** The same, made by a rollback. */
  public RoundRecord withRollback(Rollback asked) {
    return new RoundRecord(identity, result, judged, origin, stages, asked);
  }

  /** The same, made by who changed what is remembered. */
  public RoundRecord withMemory(MemoryRecord other) {
    return new RoundRecord(identity, result, judged.withMemory(other), origin, stages, rollback);
  }

  /**
   * The rollback that somebody asked for.
   *
   * @param to the version whose values are published again
   * @param reason as the operator gave it
   */
  public record Rollback(int to, String reason) {}

  /** Clients by verdict. */
  public record Counts(int accepted, int filtered, int quarantined, int incomplete) {
    /** Counts verdicts. */
    public static Counts of(List<ClientResult> clients) {
      return new Counts(
          count(clients, Verdict.ACCEPTED),
          count(clients, Verdict.FILTERED),
          count(clients, Verdict.QUARANTINED),
          count(clients, Verdict.INCOMPLETE));
    }

    private static int count(List<ClientResult> clients, Verdict verdict) {
      return (int) clients.stream().filter(client -> client.verdict() == verdict).count();
    }
  }

  /**
   * Wall time of a stage.
   *
   * @param epochs seconds of each epoch; only for {@code train-masks}
   */
  public record Stage(String name, double seconds, @Nullable List<Double> epochs) {}

  /** An admitted upload and the SHA-256 of its manifest (hex). */
  public record Input(String client, String manifest) {}
}
