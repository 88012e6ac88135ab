package org.skymask.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is remembered of one client, or of the root update.
 *
 * @param evidence S, 0 to {@link Evidence#CAP}; unused for the root update
 * @param curvatureSum k: the decayed sum of κ
 * @param curvatureWeight w: the decayed number of κ
 * @param reversed whether its updates do not give way as the model moves to it
 * @param banned whether an operator has shut it out
 * @param seen rounds in which it was admitted
 * @param rounds numbers of the latest of them, ascending: what lies {@link #KEPT} rounds or more
 *     before the last one is gone
 */
public record ClientRecord(
    double evidence,
    double curvatureSum,
    double curvatureWeight,
    boolean reversed,
    boolean banned,
    int seen,
    List<Integer> rounds) {

  /** Of a client that was never there. */
  public static final ClientRecord NEW = new ClientRecord(0, 0, 0, false, false, 0, List.of());

  /** An upload is compared with one that is so many rounds older, or as nearly as there is one. */
  static final int LAG = 4;

  static final int NEAREST = 2;

  /** No upload is compared with one that is more rounds older. */
  public static final int KEPT = 8;

  private static final double DECAY = 0.7;

  /** Two values, the earlier one decayed once, have the weight 1.7. */
  private static final double VALID = 1.6;

  public ClientRecord {
    rounds = List.copyOf(rounds);
  }

  /** The round whose upload is to be compared with that of a round; empty where none will do. */
  public OptionalInt earlier(int round) {
    int best = -1;
    for (int past : rounds) {
      int age = round - past;
      boolean will = age >= NEAREST && age <= KEPT;
      // Ascending: of two that are equally near the later one is taken.
      if (will && (best < 0 || Math.abs(age - LAG) <= Math.abs(round - best - LAG))) {
        best = past;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * After a round in which it was admitted.
   *
   * @param kappa NaN where it could not be measured
   */
  public ClientRecord admitted(int round, double kappa) {
    List<Integer> next =
        new ArrayList<>(rounds.stream().filter(past -> round - past < KEPT).toList());
    next.add(round);
    boolean measured = Double.isFinite(kappa);
    return new ClientRecord(
        evidence,
        measured ? DECAY * curvatureSum + kappa : curvatureSum,
        measured ? DECAY * curvatureWeight + 1 : curvatureWeight,
        reversed,
        banned,
        seen + 1,
        next);
  }

  /** The mean κ̄ so far; NaN where none was measured. */
  public double curvature() {
    return curvatureWeight > 0 ? curvatureSum / curvatureWeight : Double.NaN;
  }

  /** {@link #curvature}; empty where none was measured. */
  public OptionalDouble knownCurvature() {
    return curvatureWeight > 0 ? OptionalDouble.of(curvature()) : OptionalDouble.empty();
  }

  /** The mean κ̄ of two values or more, otherwise NaN: what flags go by. */
  public double validCurvature() {
    return curvatureWeight >= VALID ? curvature() : Double.NaN;
  }

  /** The last round in which it was admitted; 0 where there was none. */
  public int last() {
    return rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1);
  }

  /** The same with other evidence. */
  public ClientRecord withEvidence(double other) {
    return new ClientRecord(other, curvatureSum, curvatureWeight, reversed, banned, seen, rounds);
  }

  /** The same with another flag. */
  public ClientRecord withReversed(boolean other) {
    return new ClientRecord(evidence, curvatureSum, curvatureWeight, other, banned, seen, rounds);
  }

  /** The same, shut out. */
  public ClientRecord shutOut() {
    return new ClientRecord(evidence, curvatureSum, curvatureWeight, reversed, true, seen, rounds);
  }

  /** Whether it is left out for what was found in earlier rounds, or on demand. */
  public boolean isOut() {
    return banned || reversed || evidence >= Evidence.CONVICTS;
  }
}
