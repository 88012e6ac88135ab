package org.skymask.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Architecture;
import org.skymask.model.FieldData;
import org.skymask.model.FieldSpec;
import org.skymask.model.FieldValues;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.storage.version.LayoutJson;

/**
 * A network of {@code src/test/python/signature_fixtures.py}, and what PyTorch gives for it in
 * float64.
 *
 * @param values by tensor name, row-major
 * @param losses of each example
 * @param gradient of the summed loss, by tensor name
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignatureFixture(
    Architecture architecture,
    Layout layout,
    FieldData data,
    Map<String, double[]> values,
    double[] outputs,
    double[] losses,
    Map<String, double[]> gradient) {

  public static SignatureFixture read(String name) {
    try {
      Layout layout = LayoutJson.parse("layout.json", bytes(name, "layout.json"));
      JsonNode expected = new ObjectMapper().readTree(bytes(name, "expected.json"));
      List<FieldValues> inputs = new ArrayList<>();
      for (int i = 0; i < layout.signature().inputs().size(); i++) {
        FieldSpec field = layout.signature().inputs().get(i);
        inputs.add(values(field, expected.get("inputs").get(i)));
      }
      byte @Nullable [] loss =
          layout.signature().loss() == LossFunction.FUNCTION ? bytes(name, "loss.pt") : null;
      return new SignatureFixture(
          new Architecture("architecture.pt", bytes(name, "architecture.pt"), loss),
          layout,
          new FieldData(inputs, values(layout.signature().target(), expected.get("targets"))),
          Fixture.byName(expected.get("values")),
          Fixture.doubles(expected.get("outputs")),
          Fixture.doubles(expected.get("losses")),
          Fixture.byName(expected.get("gradient")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FieldValues values(FieldSpec field, JsonNode node) {
    double[] numbers = Fixture.doubles(node);
    switch (field.type()) {
      case FLOAT32 -> {
        return new FieldValues.Floats(TestVectors.floats(numbers), field.width());
      }
      case INT64 -> {
        long[] longs = new long[numbers.length];
        Arrays.setAll(longs, i -> (long) numbers[i]);
        return new FieldValues.Longs(longs, field.width());
      }
      default -> {
        boolean[] flags = new boolean[numbers.length];
        for (int i = 0; i < flags.length; i++) {
          flags[i] = numbers[i] != 0;
        }
        return new FieldValues.Booleans(flags, field.width());
      }
    }
  }

  private static byte[] bytes(String name, String file) {
    String resource = "/signatures/" + name + "/" + file;
    try (InputStream in = SignatureFixture.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
