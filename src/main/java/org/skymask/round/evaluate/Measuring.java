package org.skymask.round.evaluate;

import java.util.Arrays;
import org.skymask.engine.CrossEntropy;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.Inference;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;

/** Evaluates one part of a dataset with an engine that holds the model. */
final class Measuring {
  private static final int BATCH = 64;

  private final GradientEngine engine;
  private final Signature signature;

  Measuring(GradientEngine engine) {
    this.engine = engine;
    this.signature = engine.layout().signature();
  }

  /** An evaluation of all examples. */
  Evaluation of(ModelData data) {
    double loss = 0;
    EvaluationMeasures measures = measures(new float[0], data.target(0, 0));
    for (int from = 0; from < data.size(); from += BATCH) {
      int to = Math.min(data.size(), from + BATCH);
      Inference batch = engine.infer(data, from, to);
      loss += Arrays.stream(batch.losses()).sum();
      measures = measures.and(measures(batch.outputs(), data.target(from, to)));
    }
    return new Evaluation(data.size(), data.size() == 0 ? 0 : loss / data.size(), measures);
  }

  private EvaluationMeasures measures(float[] outputs, FieldValues targets) {
    return switch (signature.loss()) {
      case CROSS_ENTROPY -> confusion(outputs, (Longs) targets, signature.requiredClasses());
      case CROSS_ENTROPY_PER_TOKEN -> tokens(outputs, (Longs) targets, signature.requiredClasses());
      case BINARY_CROSS_ENTROPY ->
          new Decisions(outputs, ((Floats) targets).values(), targets.width());
      case MEAN_SQUARED_ERROR, HUBER ->
          Regression.of(outputs, ((Floats) targets).values(), targets.width());
      case FUNCTION -> new NoMeasures();
    };
  }

  private static Confusion confusion(float[] logits, Longs labels, int classes) {
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < labels.size(); i++) {
      int label = (int) labels.values()[i];
      counts[label][CrossEntropy.predicted(logits, i * classes, classes)]++;
    }
    return new Confusion(counts);
  }

  private static Tokens tokens(float[] logits, Longs labels, int classes) {
    long count = 0;
    long right = 0;
    double loss = 0;
    for (int place = 0; place < labels.values().length; place++) {
      int label = (int) labels.values()[place];
      if (label != Signature.IGNORED) {
        count++;
        right += CrossEntropy.predicted(logits, place * classes, classes) == label ? 1 : 0;
        loss += CrossEntropy.loss(logits, place * classes, classes, label);
      }
    }
    return new Tokens(count, right, loss);
  }
}
