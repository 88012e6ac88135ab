package org.skymask.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.skymask.model.Architecture;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/**
 * A network of {@code src/test/python/engine_fixtures.py}, and what PyTorch gives for it in
 * float64.
 *
 * @param values by tensor name, row-major
 * @param gradient of the summed loss, by tensor name
 */
@SuppressWarnings("ArrayRecordComponent")
public record Fixture(
    Architecture architecture,
    Layout layout,
    LabelledData data,
    Map<String, double[]> values,
    double[] logits,
    double loss,
    Map<String, double[]> gradient) {

  public static Fixture read(String name) {
    JsonNode layout = json(name + ".layout.json");
    JsonNode expected = json(name + ".expected.json");
    List<TensorSpec> tensors = new ArrayList<>();
    layout
        .get("tensors")
        .forEach(
            t ->
                tensors.add(
                    new TensorSpec(
                        t.get("name").asText(),
                        integers(t.get("shape")),
                        t.get("trainable").asBoolean())));
    Layout parsed =
        new Layout(integers(layout.get("input")), layout.get("classes").asInt(), tensors);
    int[] labels = integers(expected.get("labels")).stream().mapToInt(i -> i).toArray();
    float[] features = TestVectors.floats(doubles(expected.get("features")));
    return new Fixture(
        new Architecture("architecture.pt", bytes(name + ".pt")),
        parsed,
        new LabelledData(features, labels, parsed.featureCount()),
        byName(expected.get("values")),
        doubles(expected.get("logits")),
        expected.get("loss").asDouble(),
        byName(expected.get("gradient")));
  }

  static Map<String, double[]> byName(JsonNode node) {
    Map<String, double[]> values = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> values.put(field.getKey(), doubles(field.getValue())));
    return values;
  }

  static double[] doubles(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asDouble();
    }
    return values;
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Fixture.class.getResourceAsStream("/engine/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
