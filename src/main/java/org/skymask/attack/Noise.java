package org.skymask.attack;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.skymask.kernel.Vectors;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

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
  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of(
                  "gaussian",
                  "u from N(mean, deviation²), in units of the own update's root mean square (`scale` = update) or as given",
                  "Blanchard et al., NeurIPS 2017")
              .with(
                  Parameter.of(
                      "deviation", Allowed.from(0, 1e6), 1, "standard deviation of a parameter"),
                  Parameter.of("mean", Allowed.from(-1e6, 1e6), 0, "mean of a parameter"),
                  Parameter.of(
                      "scale",
                      Allowed.words("update", "absolute"),
                      "update",
                      "unit of deviation and mean"))
              .madeBy(
                  given ->
                      new Gaussian(
                          given.number("mean"),
                          given.number("deviation"),
                          given.text("scale").equals("update"))),
          Declaration.of("nan", "every parameter NaN, or infinity")
              .with(
                  Parameter.of(
                      "value", Allowed.words("nan", "infinity"), "nan", "value of every parameter"))
              .madeBy(
                  given ->
                      new Constant(
                          given.text("value").equals("nan")
                              ? Float.NaN
                              : Float.POSITIVE_INFINITY)));

  private Noise() {}

  private record Gaussian(double mean, double deviation, boolean relative) implements Attack {
    @Override
    public float[][] craft(AttackContext context) {
      return Crafted.each(
          context,
          client ->
              draw(context.own()[client], ClientRandom.random(context.seed(), client), context));
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
    public float[][] craft(AttackContext context) {
      float[] values = new float[context.layout().parameterCount()];
      Arrays.fill(values, value);
      return Crafted.same(context, values);
    }
  }
}
