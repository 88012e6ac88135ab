package org.skymask.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a round did: the content of round.json.
 *
 * @param outcome {@link Outcome#code()}
 * @param why one sentence for a person: what decided
 * @param loss root loss before each epoch's step
 * @param gain of the split that decided, otherwise the largest seen; NaN where none was looked for
 * @param decision null where the round ended before there was anything to decide
 * @param rows name of each row of the mask matrix: the admitted clients, then {@code root}
 * @param plane the root row's coordinates [pc1, pc2]; empty where the plane has no root
 * @param model digest of the committed model; null when rejected
 * @param rootData {@link LabelledData#digest()} of the root dataset; null in rounds of software
 *     that did not record it
 * @param versions of the software that made it
 * @param rootLoss what the gate measured; null where there was no new model, and in rounds of
 *     software without a gate
 * @param rollback the rollback that made this version; null for a round
 * @param memory that the round decided by; null for decisions without one
 */
public record RoundRecord(
    String federation,
    int round,
    String attempt,
    String outcome,
    String why,
    String aggregator,
    Counts counts,
    List<Double> loss,
    double gain,
    @Nullable DecisionRecord decision,
    List<String> rows,
    List<Double> plane,
    List<Stage> stages,
    String baseModel,
    @Nullable String model,
    List<Input> inputs,
    @Nullable String rootData,
    Map<String, Object> configuration,
    Map<String, String> versions,
    @Nullable RootLoss rootLoss,
    @Nullable Rollback rollback,
    @Nullable MemoryRecord memory) {

  /** A record without losses of a new model. */
  public RoundRecord(
      String federation,
      int round,
      String attempt,
      String outcome,
      String why,
      String aggregator,
      Counts counts,
      List<Double> loss,
      double gain,
      @Nullable DecisionRecord decision,
      List<String> rows,
      List<Double> plane,
      List<Stage> stages,
      String baseModel,
      @Nullable String model,
      List<Input> inputs,
      @Nullable String rootData,
      Map<String, Object> configuration,
      Map<String, String> versions) {
    this(
        federation,
        round,
        attempt,
        outcome,
        why,
        aggregator,
        counts,
        loss,
        gain,
        decision,
        rows,
        plane,
        stages,
        baseModel,
        model,
        inputs,
        rootData,
        configuration,
        versions,
        null,
        null,
        null);
  }

  /** The same round under another configuration. */
  public RoundRecord withConfiguration(Map<String, Object> other) {
    return new RoundRecord(
        federation,
        round,
        attempt,
        outcome,
        why,
        aggregator,
        counts,
        loss,
        gain,
        decision,
        rows,
        plane,
        stages,
        baseModel,
        model,
        inputs,
        rootData,
        other,
        versions,
        rootLoss,
        rollback,
        memory);
  }

  /** The same, made by a rollback. */
  public RoundRecord withRollback(Rollback asked) {
    return new RoundRecord(
        federation,
        round,
        attempt,
        outcome,
        why,
        aggregator,
        counts,
        loss,
        gain,
        decision,
        rows,
        plane,
        stages,
        baseModel,
        model,
        inputs,
        rootData,
        configuration,
        versions,
        rootLoss,
        asked,
        memory);
  }

  /** The same, made by who changed what is remembered. */
  public RoundRecord withMemory(MemoryRecord other) {
    return new RoundRecord(
        federation,
        round,
        attempt,
        outcome,
        why,
        aggregator,
        counts,
        loss,
        gain,
        decision,
        rows,
        plane,
        stages,
        baseModel,
        model,
        inputs,
        rootData,
        configuration,
        versions,
        rootLoss,
        rollback,
        other);
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

  /**
   * How the clients were divided.
   *
   * @param name {@code verified}, {@code remembered}, {@code root-row}, or the rule's name
   * @param taken index of the candidate that decided, −1 where everybody was kept
   * @param candidates splits that were examined; empty for rules without candidates
   */
  public record DecisionRecord(String name, int taken, List<Candidate> candidates) {}

  /**
   * A split of the clients with its witnesses (method.md#witnesses).
   *
   * @param view {@code balanced}, or the index of a layer
   * @param layer name of that layer; null for the balanced view
   * @param kept clients that it would keep
   * @param leftOut clients that it would leave out
   * @param a t of the paired difference of root losses, left out minus kept
   * @param u t of the paired difference, everybody minus kept
   * @param q difference of mean soft mask densities, in pooled deviations
   * @param c difference of cosines to the root update
   * @param r difference of squared distances to the root row's mask
   * @param required what u had to reach
   * @param further null for decisions without memory
   */
  public record Candidate(
      String view,
      @Nullable String layer,
      double gain,
      List<String> kept,
      List<String> leftOut,
      double a,
      double u,
      double q,
      double c,
      double r,
      double votes,
      double required,
      boolean passes,
      @Nullable Further further) {

    /** Of a decision without memory. */
    public Candidate(
        String view,
        @Nullable String layer,
        double gain,
        List<String> kept,
        List<String> leftOut,
        double a,
        double u,
        double q,
        double c,
        double r,
        double votes,
        double required,
        boolean passes) {
      this(view, layer, gain, kept, leftOut, a, u, q, c, r, votes, required, passes, null);
    }

    /** The same as a decision with memory sees it. */
    public Candidate with(Further more, double nowRequired, boolean nowPasses) {
      return new Candidate(
          view, layer, gain, kept, leftOut, a, u, q, c, r, votes, nowRequired, nowPasses, more);
    }
  }

  /**
   * The further witnesses of {@code remembered}.
   *
   * @param help h: t of what the mean of those left out improves by itself
   * @param twin whether those left out are copies of each other
   * @param netHarm x: what speaks for leaving them out, less what speaks against it
   */
  public record Further(double help, boolean twin, double netHarm) {}
}
