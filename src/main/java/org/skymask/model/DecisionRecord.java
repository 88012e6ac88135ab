package org.skymask.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How the clients were divided.
 *
 * @param name code of a {@link ClusterDecision}, or the rule's name
 * @param taken index of the candidate that decided; empty where none did
 * @param candidates splits that were examined; empty for rules without candidates
 */
public record DecisionRecord(String name, OptionalInt taken, List<Candidate> candidates) {

  /** The candidate that decided; empty where none did, or where it is not in the record. */
  public Optional<Candidate> decisive() {
    return taken.isPresent() && taken.getAsInt() >= 0 && taken.getAsInt() < candidates.size()
        ? Optional.of(candidates.get(taken.getAsInt()))
        : Optional.empty();
  }

  /** Whether masks divided the clients in this way. */
  public boolean isBy(ClusterDecision decision) {
    return name.equals(decision.code());
  }

  /**
   * A split of the clients with its witnesses (method.md#witnesses).
   *
   * @param layer name of the view's layer; null for a view of more than one
   * @param kept clients that it would keep
   * @param leftOut clients that it would leave out
   */
  public record Candidate(
      SplitView view,
      @Nullable String layer,
      double gain,
      List<String> kept,
      List<String> leftOut,
      WitnessValues witnesses,
      Ruling ruling) {

    /** The same as a decision with memory sees it. */
    public Candidate with(Further more, double nowRequired, boolean nowPasses) {
      return new Candidate(
          view, layer, gain, kept, leftOut, witnesses, new Ruling(nowRequired, nowPasses, more));
    }

    /** {@link Ruling#required}. */
    public double required() {
      return ruling.required();
    }

    /** {@link Ruling#passes}. */
    public boolean passes() {
      return ruling.passes();
    }

    /** {@link Ruling#further}. */
    public @Nullable Further further() {
      return ruling.further();
    }
  }

  /**
   * What the witnesses of a split say (method.md#witnesses); each speaks for leaving out where it
   * is positive.
   *
   * @param lossOfLeftOut a: t of the paired difference of root losses, left out minus kept
   * @param lossOfEverybody u: t of the paired difference of root losses, everybody minus kept
   * @param maskDensity q: difference of mean soft mask densities, in pooled deviations
   * @param rootCosine c: difference of cosines to the root update
   * @param rootDistance r: difference of squared distances to the root row's mask
   * @param votes of the witnesses but u
   */
  public record WitnessValues(
      double lossOfLeftOut,
      double lossOfEverybody,
      double maskDensity,
      double rootCosine,
      double rootDistance,
      double votes) {}

  /**
   * Whether a split may decide.
   *
   * @param required what {@link WitnessValues#lossOfEverybody} had to reach
   * @param further null for decisions without memory
   */
  public record Ruling(double required, boolean passes, @Nullable Further further) {}

  /**
   * The further witnesses of {@code remembered}.
   *
   * @param help h: t of what the mean of those left out improves by itself
   * @param twin whether those left out are copies of each other
   * @param netHarm x: what speaks for leaving them out, less what speaks against it
   */
  public record Further(double help, boolean twin, double netHarm) {}
}
