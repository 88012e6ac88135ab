package org.skymask.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The memory of {@link FlDetector}, in the width of its sketches: each client's last update, the
 * last aggregate, steps of the model and changes of the gradient.
 */
final class FlDetectorHistory {
  static final String UPDATE = "update/";
  static final String SCORES = "scores/";
  static final String CAUGHT = "caught/";
  private static final String AGGREGATE = "aggregate";
  private static final String STEP = "step/";
  private static final String CHANGE = "change/";

  private final Memory memory;
  private final int width;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> changes = new ArrayList<>();
  private final double[] curvature;

  /**
   * @param width of the sketches; notes of another width are as good as none
   */
  FlDetectorHistory(Memory memory, int width) {
    this.memory = memory;
    this.width = width;
    for (int k = 0; ; k++) {
      double[] step = memory.note(STEP + k, width);
      double[] change = memory.note(CHANGE + k, width);
      if (step == null || change == null) {
        break;
      }
      steps.add(step);
      changes.add(change);
    }
    double[] last = memory.note(AGGREGATE, width);
    curvature = last == null ? new double[width] : Lbfgs.product(steps, changes, last);
    Arrays.setAll(curvature, k -> Memory.kept(curvature[k]));
  }

  /** ‖ĝᵢ − gᵢ‖; NaN for clients that take part for the first time. */
  double[] distances(List<String> names, double[][] rows) {
    double[] distances = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] last = memory.note(UPDATE + names.get(i), width);
      distances[i] = last == null ? Double.NaN : distance(last, rows[i]);
    }
    return distances;
  }

  /** Gradients are updates with the other sign: ĝ − g = −last + Bv + row. */
  private double distance(double[] last, double[] row) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      double off = row[k] - last[k] + curvature[k];
      sum += off * off;
    }
    return Math.sqrt(sum);
  }

  double[] scores(String key) {
    return memory.notes().getOrDefault(key, new double[0]);
  }

  boolean isCaught(String client) {
    return memory.number(CAUGHT + client) > 0;
  }

  /** Adds what is known of clients that sit out this round, and who was caught before. */
  void carry(Map<String, double[]> notes) {
    memory
        .notes()
        .forEach(
            (name, note) -> {
              if (name.startsWith(CAUGHT) || name.startsWith(SCORES)) {
                notes.putIfAbsent(name, note);
              } else if (name.startsWith(UPDATE) && note.length == width) {
                notes.computeIfAbsent(name, absent -> predicted(note));
              }
            });
  }

  /** The update that goes with ĝ = g + Bv. */
  private double[] predicted(double[] last) {
    double[] predicted = new double[width];
    for (int k = 0; k < width; k++) {
      predicted[k] = Memory.kept(last[k] - curvature[k]);
    }
    return predicted;
  }

  /** Adds this round's step and change of the gradient; the last {@code window} of them stay. */
  void advance(Map<String, double[]> notes, double[][] rows, boolean[] kept, int window) {
    double[] aggregate = mean(rows, kept);
    double[] last = memory.note(AGGREGATE, width);
    if (last != null) {
      double[] change = new double[width];
      for (int k = 0; k < width; k++) {
        change[k] = Memory.kept(last[k] - aggregate[k]);
      }
      steps.add(last);
      changes.add(change);
    }
    int from = Math.max(0, steps.size() - window);
    for (int k = from; k < steps.size(); k++) {
      notes.put(STEP + (k - from), steps.get(k));
      notes.put(CHANGE + (k - from), changes.get(k));
    }
    notes.put(AGGREGATE, aggregate);
  }

  private static double[] mean(double[][] rows, boolean[] kept) {
    double[] weights = Kept.mean(kept).weights();
    double[] mean = new double[rows[0].length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += weights[i] * rows[i][k];
      }
      mean[k] = Memory.kept(sum);
    }
    return mean;
  }
}
