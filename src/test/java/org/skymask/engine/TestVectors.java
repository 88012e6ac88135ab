package org.skymask.engine;

import java.util.Map;
import org.skymask.model.Layout;

/** Vectors of tests: by tensor name or on the value axis. */
public final class TestVectors {
  private TestVectors() {}

  public static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  /** On the axis of the layout; tensors that are not named stay 0. */
  public static float[] onAxis(Layout layout, Map<String, double[]> byName, int length) {
    float[] axis = new float[length];
    for (int i = 0; i < layout.tensors().size(); i++) {
      double[] values = byName.get(layout.tensors().get(i).name());
      if (values != null) {
        System.arraycopy(floats(values), 0, axis, layout.start(i), values.length);
      }
    }
    return axis;
  }

  /** ‖a − b‖ / ‖b‖. */
  public static double relativeDistance(float[] a, float[] b) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < b.length; i++) {
      difference += Math.pow(a[i] - (double) b[i], 2);
      size += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / size);
  }
}
