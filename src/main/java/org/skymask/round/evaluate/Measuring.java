package org.skymask.round.evaluate;

import java.util.Arrays;
import org.skymask.engine.GradientEngine;
import org.skymask.engine.Inference;
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
    EvaluationMeasures measures = EvaluationMeasures.of(signature, new float[0], data.target(0, 0));
    for (int from = 0; from < data.size(); from += BATCH) {
      int to = Math.min(data.size(), from + BATCH);
      Inference batch = engine.infer(data, from, to);
      loss += Arrays.stream(batch.losses()).sum();
      measures =
          measures.and(EvaluationMeasures.of(signature, batch.outputs(), data.target(from, to)));
    }
    return new Evaluation(data.size(), data.size() == 0 ? 0 : loss / data.size(), measures);
  }
}
