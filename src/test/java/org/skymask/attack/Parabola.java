package org.skymask.attack;

import java.util.List;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelData;

/**
 * A model of one value w, whose loss on an example x is ½(w − x)²; the surrogate has the examples 1
 * and 3.
 */
final class Parabola implements LossGradient {
  static final LabelledData SURROGATE = new LabelledData(new float[] {1, 3}, new int[] {0, 0}, 1);

  @Override
  public double of(float[] values, ModelData given, float[] gradient) {
    LabelledData data = (LabelledData) given;
    double loss = 0;
    gradient[0] = 0;
    for (float x : data.features()) {
      double apart = values[0] - x;
      loss += apart * apart / 2 / data.size();
      gradient[0] += (float) (apart / data.size());
    }
    return loss;
  }

  /**
   * A situation of clients that go to w = 1, those of the attacker and two others, from a model.
   */
  static Situation at(float w, int malicious) {
    float[][] own = new float[malicious][];
    for (int i = 0; i < malicious; i++) {
      own[i] = Situation.row(1 - w);
    }
    return Situation.own(own)
        .honest(Situation.row(1 - w), Situation.row(1 - w))
        .models(new float[] {w}, null)
        .data(List.of(), SURROGATE, new Parabola());
  }
}
