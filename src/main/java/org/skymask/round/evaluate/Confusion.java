package org.skymask.round.evaluate;

import java.util.Arrays;
import java.util.List;
import org.skymask.engine.CrossEntropy;
import org.skymask.model.FieldValues.Longs;

/**
 * Predictions of one class an example.
 *
 * @param counts [classes][classes]: label, then predicted
 */
@SuppressWarnings("ArrayRecordComponent")
public record Confusion(long[][] counts) implements EvaluationMeasures {
  private static final long serialVersionUID = 1L;

  /**
   * @param logits [examples × classes]
   */
  static Confusion of(float[] logits, Longs labels, int classes) {
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < labels.size(); i++) {
      int label = (int) labels.values()[i];
      counts[label][CrossEntropy.predicted(logits, i * classes, classes)]++;
    }
    return new Confusion(counts);
  }

  /** Share of the examples that are predicted as labelled. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      all += examples(label);
    }
    return (double) right / all;
  }

  /** Examples with a label. */
  public long examples(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  /** Share of the examples predicted as a class that have it; NaN where none is predicted so. */
  public double precision(int predicted) {
    long all = 0;
    for (long[] row : counts) {
      all += row[predicted];
    }
    return (double) counts[predicted][predicted] / all;
  }

  /** Share of the examples with a label that are predicted so; NaN where there is none. */
  public double recall(int label) {
    return (double) counts[label][label] / examples(label);
  }

  @Override
  public List<Measure> all() {
    return List.of(new Measure("accuracy", accuracy()));
  }

  @Override
  public Confusion and(EvaluationMeasures other) {
    long[][] sum = new long[counts.length][counts.length];
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] = counts[i][j] + ((Confusion) other).counts[i][j];
      }
    }
    return new Confusion(sum);
  }
}
