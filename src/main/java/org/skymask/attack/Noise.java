package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.skymask.kernel.Vectors;

/**
 * Updates without any meaning; both know nothing.
 *
 * <ul>
 *   <li>{@code gaussian}: each parameter from N({@code mean}, {@code deviation}²), independent for
 *       every client; with {@code scale} = update both are in units of the root mean square of the
 *       client's own update, with absolute they are as given (Blanchard et al., NeurIPS 2017,
 *       section 5, send N(0, 200²)).
 *   <li>{@code nan}: every parameter is {@code value}: NaN or infinity, as a broken or a hostile
 *       client sends them.
 * </ul>
 */
final class Noise {
  private Noise() {}

  static List<AttackType> types() {
    return List.of(
        new AttackType(
            "gaussian",
            List.of(
                Parameter.number("deviation", 1, 0, 1e6),
                Parameter.number("mean", 0, -1e6, 1e6),
                Parameter.word("scale", "update", "absolute")),
            given ->
                new Gaussian(
                    given.number("mean"),
                    given.number("deviation"),
                    given.word("scale").equals("update"))),
        new AttackType(
            "nan",
            List.of(Parameter.word("value", "nan", "infinity")),
            given ->
                new Constant(
                    given.word("value").equals("nan") ? Float.NaN : Float.POSITIVE_INFINITY)));
  }

  private record Gaussian(double mean, double deviation, boolean relative) implements Attack {
    @Override
    public String name() {
      return "gaussian";
    }

    @Override
    public Set<Knowledge> assumes() {
      return Set.of();
    }

    @Override
    public float[][] craft(AttackContext context) {
      return Crafted.each(
          context,
          client -> draw(context.own()[client], Seeds.random(context.seed(), client), context));
    }

    private float[] draw(float[] own, SplittableRandom random, AttackContext context) {
      int length = context.layout().parameterCount();
      double unit = relative ? Math.sqrt(Vectors.squares(own, length) / length) : 1;
      float[] values = new float[length];
      for (int j = 0; j < length; j++) {
        values[j] = (float) (unit * (mean + deviation * random.nextGaussian()));
      }
      return values;
    }
  }

  private record Constant(float value) implements Attack {
    @Override
    public String name() {
      return "nan";
    }

    @Override
    public Set<Knowledge> assumes() {
      return Set.of();
    }

    @Override
    public float[][] craft(AttackContext context) {
      float[] values = new float[context.layout().parameterCount()];
      Arrays.fill(values, value);
      return Crafted.same(context, values);
    }
  }
}
