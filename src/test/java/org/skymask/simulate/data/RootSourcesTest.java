package org.skymask.simulate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues.Floats;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.LabelledData;
import org.skymask.model.LossFunction;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.ValueType;
import org.skymask.named.ParameterException;

class RootSourcesTest {

  private static RootSource source(String name, Map<String, Object> parameters) {
    return RootSources.ALL.make(name, parameters);
  }

  private static float[] shifted(
      RootSource source, List<Integer> shape, float[] features, int examples, long seed) {
    ModelData data = new LabelledData(features, new int[examples], features.length / examples);
    Signature signature = Signature.classifier(shape, 2);
    source.check(signature);
    ModelData shifted = source.shift(data, signature, new SplittableRandom(seed));
    assertThat(((Longs) shifted.target()).values()).isEqualTo(((Longs) data.target()).values());
    return ((Floats) shifted.input(0)).values();
  }

  @Test
  void imagesAreTurnedCounterClockwise() {
    float[] two = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    RootSource quarter = source("rotation", Map.of("degrees", 90));
    assertThat(shifted(quarter, List.of(3, 3), two, 2, 1))
        .containsExactly(
            new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0}, within(1e-5f));
    // Channels are images of their own.
    assertThat(shifted(quarter, List.of(2, 3, 3), two, 1, 1))
        .containsExactly(
            new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0}, within(1e-5f));
    RootSource half = source("rotation", Map.of("degrees", 180));
    assertThat(shifted(half, List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}, 1, 1))
        .containsExactly(new float[] {6, 5, 4, 3, 2, 1}, within(1e-5f));
  }

  /** By 45° a corner of the image comes from outside, where there is nothing. */
  @Test
  void whatComesFromOutsideIsNothing() {
    float[] turned =
        shifted(
            source("rotation", Map.of("degrees", 45)),
            List.of(3, 3),
            new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1},
            1,
            1);
    assertThat(turned[4]).isEqualTo(1, within(1e-6f));
    // The corner was at a distance of √2 above the centre: 1 − (√2 − 1) of a pixel is left there.
    assertThat(turned[0]).isEqualTo((float) (2 - Math.sqrt(2)), within(1e-5f));
  }

  @Test
  void featuresAreTurnedInPairs() {
    float[] turned =
        shifted(
            source("rotation", Map.of("degrees", 90)),
            List.of(5),
            new float[] {1, 0, 0, 2, 3, 0, 1, 4, 4, 5},
            2,
            1);
    assertThat(turned)
        .containsExactly(new float[] {0, 1, -2, 0, 3, -1, 0, -4, 4, 5}, within(1e-5f));
  }

  @Property(tries = 100)
  void turningFeaturesKeepsTheirLength(
      @ForAll @DoubleRange(min = -180, max = 180) double degrees,
      @ForAll @IntRange(min = 1, max = 9) int width) {
    float[] given = new float[width];
    for (int i = 0; i < width; i++) {
      given[i] = i + 1;
    }
    float[] turned =
        shifted(source("rotation", Map.of("degrees", degrees)), List.of(width), given, 1, 1);
    double before = 0;
    double after = 0;
    for (int i = 0; i < width; i++) {
      before += given[i] * given[i];
      after += turned[i] * turned[i];
    }
    assertThat(after).isEqualTo(before, within(1e-3 * before));
  }

  @Test
  void noiseHasItsDeviationAndComesFromTheSeed() {
    RootSource noise = source("noise", Map.of("deviation", 0.3));
    float[] given = new float[20_000];
    java.util.Arrays.fill(given, 2);
    float[] noisy = shifted(noise, List.of(4), given, 5000, 7);
    double mean = 0;
    double squares = 0;
    for (float value : noisy) {
      mean += value / noisy.length;
      squares += (value - 2.0) * (value - 2) / noisy.length;
    }
    assertThat(mean).isEqualTo(2, within(0.02));
    assertThat(Math.sqrt(squares)).isEqualTo(0.3, within(0.01));
    assertThat(noisy).isEqualTo(shifted(noise, List.of(4), given, 5000, 7));
    assertThat(noisy).isNotEqualTo(shifted(noise, List.of(4), given, 5000, 8));
    assertThat(given).containsOnly(2);
  }

  @Test
  void theSameIsTheSame() {
    float[] given = {1, 2, 3, 4};
    assertThat(shifted(source("same", Map.of()), List.of(2, 2), given, 1, 1)).isEqualTo(given);
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThatThrownBy(() -> source("nois", Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("there is no root source nois; did you mean noise?");
    assertThatThrownBy(() -> source("noise", Map.of("deviation", 0)))
        .hasMessageContaining("root-source.noise.deviation: expected a number, above 0, found 0");
    assertThatThrownBy(() -> source("rotation", Map.of("degrees", 200)))
        .hasMessageContaining("expected a number, from -180 to 180, found 200");
    Signature tokens =
        new Signature(
            List.of(new FieldSpec("t", ValueType.INT64, List.of(3))),
            new FieldSpec("next", ValueType.INT64, List.of(3)),
            LossFunction.CROSS_ENTROPY_PER_TOKEN,
            5);
    for (String name : new String[] {"noise", "rotation"}) {
      Map<String, Object> parameters = Map.of(name.equals("noise") ? "deviation" : "degrees", 0.5);
      assertThatThrownBy(() -> source(name, parameters).check(tokens))
          .hasMessage(
              "source = " + name + " changes float32 inputs, and the model has [int64 [3]]");
    }
  }
}
