package org.skymask.round.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.kernel.RankSum;

/**
 * Yes or no, by the sign of one or several logits an example.
 *
 * @param logits [examples × outputs]
 * @param targets [examples × outputs], yes from a half on
 * @param outputs of an example
 */
@SuppressWarnings("ArrayRecordComponent")
record Decisions(float[] logits, float[] targets, int outputs) implements EvaluationMeasures {
  private static final long serialVersionUID = 1L;

  /** The area under the ROC curve comes first; of several outputs, the mean of theirs. */
  @Override
  public List<Measure> all() {
    return List.of(new Measure("auroc", auroc()), new Measure("accuracy", accuracy()));
  }

  private double accuracy() {
    long right =
        IntStream.range(0, logits.length).filter(j -> (logits[j] > 0) == isYes(targets[j])).count();
    return (double) right / logits.length;
  }

  /** Outputs whose targets are all the same have no curve. */
  private double auroc() {
    return IntStream.range(0, outputs)
        .mapToDouble(this::auroc)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double auroc(int output) {
    int examples = logits.length / outputs;
    float[] scores = new float[examples];
    boolean[] yes = new boolean[examples];
    for (int i = 0; i < examples; i++) {
      scores[i] = logits[i * outputs + output];
      yes[i] = isYes(targets[i * outputs + output]);
    }
    return RankSum.areaUnderRoc(scores, yes);
  }

  private static boolean isYes(float target) {
    return target >= 0.5;
  }

  @Override
  public Decisions and(EvaluationMeasures other) {
    Decisions that = (Decisions) other;
    return new Decisions(joined(logits, that.logits), joined(targets, that.targets), outputs);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, Math.addExact(first.length, second.length));
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
