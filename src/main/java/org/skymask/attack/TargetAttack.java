package org.skymask.attack;

import java.util.List;
import java.util.SplittableRandom;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * Attacks on models that predict numbers: malicious clients train honestly on wrong targets y.
 *
 * <ul>
 *   <li>{@code target-flip}: y → least + largest − y of the client's own targets ({@code about} =
 *       range), or 2·mean − y (mean). The first is what Jagielski et al. ("Manipulating Machine
 *       Learning", IEEE S&amp;P 2018, IV-B) begin their attack on linear regression with, where
 *       targets are from 0 to 1 and y → 1 − y.
 *   <li>{@code target-noise}: y → y + s·({@code shift} + {@code deviation}·z), z from N(0, 1), s
 *       the standard deviation (n) of the client's own targets; 1 where they are all the same.
 * </ul>
 *
 * <p>Of several numbers an example, each is changed by its own range, mean and deviation. Knows
 * nothing but its own data.
 */
final class TargetAttack implements Attack {
  static final List<Declared<Attack>> DECLARATIONS =
      List.of(
          Declaration.of(
                  "target-flip",
                  "trains with the number y as least + largest − y of its own (`range`), or 2·mean − y (`mean`)",
                  "Jagielski et al., IEEE S&P 2018")
              .with(
                  Parameter.of(
                      "about", Allowed.words("range", "mean"), "range", "middle of the mirroring"))
              .madeBy(given -> new TargetAttack(new Mirror(given.text("about").equals("mean")))),
          Declaration.of(
                  "target-noise",
                  "trains with the number y + s·(shift + deviation·z), z from N(0, 1), s the standard deviation of its own",
                  "")
              .with(
                  Parameter.of("deviation", Allowed.from(0, 1e6), 3, "deviation of the noise"),
                  Parameter.of("shift", Allowed.from(-1e6, 1e6), 0, "mean of the noise"))
              .madeBy(
                  given ->
                      new TargetAttack(
                          new Noisy(given.number("deviation"), given.number("shift")))));

  private final Numbers numbers;

  private TargetAttack(Numbers numbers) {
    this.numbers = numbers;
  }

  /** Changes a client's numbers, output by output. */
  private sealed interface Numbers extends Poison {
    /**
     * @param values [examples × width], changed in place
     * @param output which of the width's
     */
    void change(float[] values, int output, int width, SplittableRandom random);

    @Override
    default ModelData of(ModelData data, Layout layout, int client, long seed) {
      require(layout.signature());
      Floats given = (Floats) data.target();
      float[] values = given.values().clone();
      SplittableRandom random = ClientRandom.random(seed, 0);
      for (int output = 0; output < given.width() && values.length > 0; output++) {
        change(values, output, given.width(), random);
      }
      return data.withTarget(new Floats(values, given.width()));
    }
  }

  private record Mirror(boolean aboutMean) implements Numbers {
    @Override
    public void change(float[] values, int output, int width, SplittableRandom random) {
      double least = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = output; j < values.length; j += width) {
        least = Math.min(least, values[j]);
        largest = Math.max(largest, values[j]);
      }
      double twice = aboutMean ? 2 * mean(values, output, width) : least + largest;
      for (int j = output; j < values.length; j += width) {
        values[j] = (float) (twice - values[j]);
      }
    }
  }

  private record Noisy(double deviation, double shift) implements Numbers {
    @Override
    public void change(float[] values, int output, int width, SplittableRandom random) {
      double mean = mean(values, output, width);
      double squares = 0;
      for (int j = output; j < values.length; j += width) {
        squares += (values[j] - mean) * (values[j] - mean);
      }
      double unit = squares > 0 ? Math.sqrt(squares * width / values.length) : 1;
      for (int j = output; j < values.length; j += width) {
        values[j] = (float) (values[j] + unit * (shift + deviation * random.nextGaussian()));
      }
    }
  }

  private static double mean(float[] values, int output, int width) {
    double sum = 0;
    for (int j = output; j < values.length; j += width) {
      sum += values[j];
    }
    return sum * width / values.length;
  }

  private static void require(Signature signature) {
    if (!signature.loss().hasNumbers()) {
      throw UnfitException.of("changes numbers that are to be predicted", signature, "none");
    }
  }

  @Override
  public Poison poison() {
    return numbers;
  }

  @Override
  public void check(Layout layout, int honest) {
    require(layout.signature());
  }

  @Override
  public float[][] craft(AttackContext context) {
    return Crafted.each(context, client -> context.own()[client]);
  }
}
