package org.skymask.mask;

import java.util.ArrayList;
import java.util.List;
import org.skymask.kernel.MaskKernel;
import org.skymask.model.Layout;

/** Every mask's logit on the driver, n·D values: for small models. */
public final class MaskLogits {
  private MaskLogits() {}

  /**
   * @param rows clients and the root row
   * @return [rows][parameterCount]
   */
  public static float[][] of(MaskTraining training, int rows, Layout layout) {
    float[][] logits = new float[rows][layout.parameterCount()];
    List<List<Part>> blocks = training.trained().map(MaskLogits::parts).collect();
    for (List<Part> parts : blocks) {
      for (int i = 0; i < rows; i++) {
        Part part = parts.get(i);
        System.arraycopy(part.values(), 0, logits[i], part.start(), part.values().length);
      }
    }
    return logits;
  }

  private static List<Part> parts(UpdateBlock block) {
    List<Part> parts = new ArrayList<>();
    for (float[] row : block.masks()) {
      float[] values = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        values[j] = MaskKernel.logit(row[j]);
      }
      parts.add(new Part(block.start(), values));
    }
    return parts;
  }
}
