package org.skymask.simulate.data;

import java.util.random.RandomGenerator;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * A root dataset with noise in it: to each float32 input value a number of the normal distribution
 * is added. Values are not kept in a range.
 *
 * @param deviation of the noise, in the units of the values
 */
public record NoisyRoot(double deviation) implements RootSource {
  private static final String NAME = "noise";

  static final Declared<RootSource> DECLARATION =
      Declaration.of(NAME, "each float32 input value with a number of a normal distribution added")
          .with(
              Parameter.required(
                  "deviation", Allowed.above(0), "of the noise, in the units of the values"))
          .madeBy(given -> new NoisyRoot(given.number("deviation")));

  @Override
  public void check(Signature signature) {
    FloatInputs.require(NAME, signature);
  }

  @Override
  public ModelData shift(ModelData drawn, Signature signature, RandomGenerator random) {
    return FloatInputs.changed(drawn, signature, (input, values) -> noisy(values, random));
  }

  private float[] noisy(float[] values, RandomGenerator random) {
    float[] noisy = values.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (deviation * random.nextGaussian());
    }
    return noisy;
  }
}
