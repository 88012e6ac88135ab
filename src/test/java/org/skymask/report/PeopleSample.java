package org.skymask.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.SplitView;
import org.skymask.model.Verdict;

/** A round of real people's phones (HAPT, UCI, CC BY 4.0), from the float64 reference's values. */
final class PeopleSample {
  private PeopleSample() {}

  /** 28 people of whom 6 flip labels and boost; values of the float64 reference. */
  static Sample read() {
    JsonNode reference = reference();
    JsonNode decided = reference.at("/decisions/verified");
    JsonNode plane = reference.at("/decisions/root-row/plane");
    List<String> names = texts(reference.get("clients"));
    List<ClientResult> clients = new ArrayList<>();
    double limit = 2 * median(numbers(reference.get("norm")).subList(0, names.size()));
    for (int i = 0; i < names.size(); i++) {
      boolean accepted = decided.get("accepted").get(i).asBoolean();
      double norm = reference.get("norm").get(i).asDouble();
      clients.add(
          new ClientResult(
              names.get(i),
              accepted ? Verdict.ACCEPTED : Verdict.FILTERED,
              accepted ? null : Reason.MASKED_OUT,
              null,
              new ClientResult.Place(
                  accepted ? 1.0 : 0.0,
                  plane.get(i).get(0).asDouble(),
                  plane.get(i).get(1).asDouble(),
                  reference.get("mask_density").get(i).asDouble()),
              new ClientResult.Contribution(
                  norm, Math.min(1, limit / norm), 200L + 13 * i, accepted ? 1 / 22.0 : 0, null),
              null));
    }
    clients.add(
        Sample.refused(
            "person-028",
            Reason.DIGEST_MISMATCH,
            "part-0.parquet: sha256 is 9c1e…, the manifest says 41b7…"));
    clients.add(Sample.incomplete("person-029"));
    List<Candidate> candidates = new ArrayList<>();
    decided.get("candidates").forEach(node -> candidates.add(candidate(node, names)));
    return Sample.of(
        Outcome.COMMITTED,
        "The masks of 6 clients differ over all layers, and the root data confirm it.",
        "skymask",
        clients,
        numbers(reference.get("loss")),
        decided.at("/taken/gain").asDouble(),
        new DecisionRecord("verified", OptionalInt.of(1), candidates),
        numbers(plane.get(names.size())),
        Samples.stages());
  }

  private static Candidate candidate(JsonNode node, List<String> names) {
    String view = node.get("view").asText();
    double gain = node.get("gain").asDouble();
    boolean balanced = view.equals("balanced");
    return new Candidate(
        new SplitView(view),
        balanced ? null : List.of("0", "2").get(Integer.parseInt(view)),
        gain,
        chosen(names, node.get("kept"), true),
        chosen(names, node.get("kept"), false),
        new DecisionRecord.WitnessValues(
            node.get("a").asDouble(),
            node.get("u").asDouble(),
            node.get("q").asDouble(),
            node.get("c").asDouble(),
            node.get("r").asDouble(),
            node.get("votes").asDouble()),
        new DecisionRecord.Ruling(
            balanced && gain >= 1 ? -(gain - 1) / 2 : 1, node.get("passes").asBoolean(), null));
  }

  private static List<String> chosen(List<String> names, JsonNode kept, boolean wanted) {
    return IntStream.range(0, names.size())
        .filter(i -> kept.get(i).asBoolean() == wanted)
        .mapToObj(names::get)
        .toList();
  }

  private static JsonNode reference() {
    try (InputStream in = PeopleSample.class.getResourceAsStream("people-boostedflip.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Double> numbers(JsonNode array) {
    return stream(array).map(JsonNode::asDouble).toList();
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
