package org.skymask.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Coded;
import org.skymask.model.Verdict;

/**
 * A client's way through the rounds of a {@link History}.
 *
 * @param results [rounds], null where the client had no directory
 * @param positions by figure, [rounds]: its place among the others, see {@link Figure#positions}
 * @param findings what makes it one that drifts; empty for the others
 */
@SuppressWarnings("ArrayRecordComponent")
public record Track(
    String client,
    List<@Nullable ClientResult> results,
    Map<Figure, double[]> positions,
    List<Finding> findings) {

  /** Why a client is said to drift. */
  public enum Kind implements Coded {
    /** Far from the others of the same rounds. */
    APART,
    /** Away from where it used to be among them. */
    MOVED,
    /** Left out by the rule, often. */
    FILTERED,
    /** Refused at admission, often. */
    REFUSED
  }

  /**
   * A reason.
   *
   * @param figure null where it is of verdicts
   * @param value robust deviations, or a share of rounds
   * @param sentence for a person, without the client's name
   */
  public record Finding(Kind kind, @Nullable Figure figure, double value, String sentence) {}

  public boolean drifts() {
    return !findings.isEmpty();
  }

  /** The rounds that it had a directory in. */
  public List<ClientResult> seen() {
    List<ClientResult> seen = new ArrayList<>();
    for (ClientResult result : results) {
      if (result != null) {
        seen.add(result);
      }
    }
    return seen;
  }

  public int count(Verdict verdict) {
    return (int) seen().stream().filter(result -> result.verdict() == verdict).count();
  }

  /** Over the rounds that have such a number; null where none has. */
  public @Nullable Double mean(Function<ClientResult, @Nullable Double> figure) {
    OptionalDouble mean =
        seen().stream()
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .average();
    return mean.isPresent() ? (Double) mean.getAsDouble() : null;
  }

  /** Its positions in the rounds from {@code from} on and before {@code to}, where it has one. */
  double[] known(Figure figure, int from, int to) {
    double[] all = Objects.requireNonNull(positions.get(figure));
    return finite(Arrays.copyOfRange(all, from, Math.max(from, to))).toArray();
  }

  private static DoubleStream finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite);
  }
}
