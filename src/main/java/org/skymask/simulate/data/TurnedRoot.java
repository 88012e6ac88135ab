package org.skymask.simulate.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.skymask.model.FieldSpec;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * A root dataset whose float32 inputs are turned. Images, whose last two dimensions are height and
 * width, are turned counter-clockwise about their centre, with bilinear interpolation and zeros
 * from outside. Of other inputs each pair of neighbouring values (a, b) is turned in its plane to
 * (a cos − b sin, a sin + b cos); the last of an odd number stays.
 */
public record TurnedRoot(double degrees) implements RootSource {
  private static final String NAME = "rotation";

  static final Declared<RootSource> DECLARATION =
      Declaration.of(
              NAME,
              "images turned counter-clockwise about their centre, bilinear, zeros from outside;"
                  + " other float32 inputs in pairs of neighbouring values, each in its plane")
          .with(Parameter.required("degrees", Allowed.from(-180, 180), "of the angle"))
          .madeBy(given -> new TurnedRoot(given.number("degrees")));

  @Override
  public void check(Signature signature) {
    FloatInputs.require(NAME, signature);
  }

  @Override
  public ModelData shift(ModelData drawn, Signature signature, RandomGenerator random) {
    return FloatInputs.changed(drawn, signature, this::turned);
  }

  private float[] turned(FieldSpec input, float[] values) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    List<Integer> shape = input.shape();
    int dimensions = shape.size();
    int height = dimensions < 2 ? 1 : shape.get(dimensions - 2);
    int width = dimensions < 2 ? 1 : shape.get(dimensions - 1);
    return height > 1 && width > 1
        ? images(values, height, width, cos, sin)
        : pairs(values, input.width(), cos, sin);
  }

  private static float[] pairs(float[] values, int width, double cos, double sin) {
    float[] turned = values.clone();
    for (int example = 0; example < values.length; example += width) {
      for (int i = example; i + 1 < example + width; i += 2) {
        turned[i] = (float) (cos * values[i] - sin * values[i + 1]);
        turned[i + 1] = (float) (sin * values[i] + cos * values[i + 1]);
      }
    }
    return turned;
  }

  private static float[] images(float[] values, int height, int width, double cos, double sin) {
    float[] turned = new float[values.length];
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    for (int image = 0; image < values.length; image += height * width) {
      for (int i = 0; i < height * width; i++) {
        // Rows count downwards: what comes to (right, down) was at the angle turned back.
        double right = i % width - middleColumn;
        double down = i / width - middleRow;
        turned[image + i] =
            bilinear(
                values,
                image,
                new int[] {height, width},
                middleRow + sin * right + cos * down,
                middleColumn + cos * right - sin * down);
      }
    }
    return turned;
  }

  private static float bilinear(float[] values, int image, int[] size, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double sum = 0;
    for (int r = Math.max(0, top); r <= Math.min(size[0] - 1, top + 1); r++) {
      for (int c = Math.max(0, left); c <= Math.min(size[1] - 1, left + 1); c++) {
        double weight = (1 - Math.abs(row - r)) * (1 - Math.abs(column - c));
        sum += weight * values[image + r * size[1] + c];
      }
    }
    return (float) sum;
  }
}
