package org.skymask.attack;

import java.util.Arrays;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.ModelData;

/**
 * SkyMask's mask training (method.md#mask-training) as an attacker repeats it on data of its own.
 *
 * @param epochs of mask training
 * @param learningRate times the rows is the step size η
 */
record SurrogateMasks(Descent descent, ModelData surrogate, int epochs, double learningRate) {

  /**
   * Binary masks at the threshold 0.5.
   *
   * @param rows [rows][parameterCount] deltas, the root's the last; left as they are
   * @return [rows][parameterCount]
   */
  boolean[][] of(float[][] rows) {
    int length = descent.parameterCount();
    float[][] masks = new float[rows.length][length];
    for (float[] mask : masks) {
      Arrays.fill(mask, MaskKernel.START);
    }
    float[] total = new float[length];
    float[] mean = new float[length];
    MaskKernel.mean(rows, masks, total, mean);
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (epoch >= MaskKernel.FREE_STEPS) {
        MaskKernel.bound(masks);
      }
      float[] gradient = descent.gradientAt(mean, surrogate);
      float rate = (float) (learningRate * rows.length);
      MaskKernel.step(rows, masks, gradient, 0, rate, total, mean);
    }
    return bits(masks);
  }

  private static boolean[][] bits(float[][] masks) {
    float cut = MaskKernel.cut(0.5);
    boolean[][] bits = new boolean[masks.length][masks[0].length];
    for (int i = 0; i < masks.length; i++) {
      for (int j = 0; j < bits[i].length; j++) {
        bits[i][j] = masks[i][j] < cut;
      }
    }
    return bits;
  }
}
