package org.skymask.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.RoundRecord.Candidate;
import org.skymask.model.RoundRecord.DecisionRecord;
import org.skymask.model.RoundRecord.Stage;
import org.skymask.model.Verdict;

/** Sample rounds: one from the reference values of a real federation, and each other kind. */
public final class Samples {
  private static final double NONE = Double.NaN;

  private Samples() {}

  /** All of them by name. */
  public static java.util.Map<String, Sample> all() {
    java.util.Map<String, Sample> all = new java.util.LinkedHashMap<>();
    all.put("people", people());
    all.put("large", LargeSample.of(1000));
    all.put("rejected", rejected());
    all.put("diverged", diverged());
    all.put("fedavg", fedAvg());
    all.put("nobody-filtered", nobodyFiltered());
    all.put("single", single());
    return all;
  }

  /** 28 people of whom 6 flip labels and boost; values of the float64 reference. */
  public static Sample people() {
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
              accepted ? 1 : 0,
              plane.get(i).get(0).asDouble(),
              plane.get(i).get(1).asDouble(),
              reference.get("mask_density").get(i).asDouble(),
              norm,
              Math.min(1, limit / norm),
              200 + 13 * i,
              accepted ? 1 / 22.0 : 0));
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
        new DecisionRecord("verified", 1, candidates),
        numbers(plane.get(names.size())),
        stages());
  }

  private static Candidate candidate(JsonNode node, List<String> names) {
    String view = node.get("view").asText();
    double gain = node.get("gain").asDouble();
    boolean balanced = view.equals("balanced");
    return new Candidate(
        view,
        balanced ? null : List.of("0", "2").get(Integer.parseInt(view)),
        gain,
        chosen(names, node.get("kept"), true),
        chosen(names, node.get("kept"), false),
        node.get("a").asDouble(),
        node.get("u").asDouble(),
        node.get("q").asDouble(),
        node.get("c").asDouble(),
        node.get("r").asDouble(),
        node.get("votes").asDouble(),
        balanced && gain >= 1 ? -(gain - 1) / 2 : 1,
        node.get("passes").asBoolean());
  }

  private static List<String> chosen(List<String> names, JsonNode kept, boolean wanted) {
    return IntStream.range(0, names.size())
        .filter(i -> kept.get(i).asBoolean() == wanted)
        .mapToObj(names::get)
        .toList();
  }

  /** Too few uploads: the round ended at the quorum. */
  public static Sample rejected() {
    List<ClientResult> clients =
        List.of(
            admitted("person-000", null, NONE),
            Sample.refused(
                "person-001",
                Reason.BAD_SIGNATURE,
                "the signature is not that of person-001's key"),
            Sample.refused(
                "person-002", Reason.WRONG_BASE, "trained from version 5, expected version 6"),
            Sample.incomplete("person-003"));
    return Sample.of(
        Outcome.REJECTED,
        "1 client was admitted, and quorum.minimum-clients is 4.",
        "skymask",
        clients,
        List.of(),
        NONE,
        null,
        List.of(),
        List.of(new Stage("admit", 0.41, null)));
  }

  /** The root loss became NaN while masks were trained. */
  public static Sample diverged() {
    List<ClientResult> clients =
        IntStream.range(0, 6).mapToObj(i -> admitted("site-" + i, null, 3e18 * i)).toList();
    return Sample.of(
        Outcome.REJECTED,
        "The root loss was not a finite number in epoch 4.",
        "skymask",
        clients,
        List.of(2.31, 2.9, 14.2, NONE),
        NONE,
        null,
        List.of(),
        List.of(
            new Stage("admit", 0.5, null),
            new Stage("train-masks", 1.2, List.of(0.3, 0.3, 0.3, 0.3))));
  }

  /** Plain averaging: no masks, no plane, no decision. */
  public static Sample fedAvg() {
    List<ClientResult> clients =
        IntStream.range(0, 12)
            .mapToObj(i -> admitted("site-%03d".formatted(i), 1 / 12.0, 0.2 + 0.01 * i))
            .toList();
    return Sample.of(
        Outcome.COMMITTED,
        "fedavg averages every admitted client.",
        "fedavg",
        clients,
        List.of(),
        NONE,
        null,
        List.of(),
        List.of(
            new Stage("admit", 0.8, null),
            new Stage("aggregate", 0.3, null),
            new Stage("publish", 0.06, null)));
  }

  /** A split was seen and did not pass. */
  public static Sample nobodyFiltered() {
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "site-%03d".formatted(i)).toList();
    List<ClientResult> clients =
        IntStream.range(0, 12)
            .mapToObj(i -> placed(names.get(i), 4 * Math.sin(i), 0.5 * Math.cos(3 * i)))
            .toList();
    Candidate one =
        new Candidate(
            "balanced",
            null,
            1.64,
            names.subList(3, 12),
            names.subList(0, 3),
            0.35,
            -1.13,
            -1.17,
            0.21,
            0.02,
            1.35,
            -0.32,
            false);
    Candidate other =
        new Candidate(
            "0",
            "conv1",
            1.64,
            names.subList(0, 3),
            names.subList(3, 12),
            -0.35,
            -0.85,
            1.17,
            -0.21,
            -0.02,
            -1.35,
            1,
            false);
    return Sample.of(
        Outcome.COMMITTED,
        "No split of the clients passed.",
        "skymask",
        clients,
        List.of(0.9, 0.8, 0.75, 0.72),
        1.64,
        new DecisionRecord("verified", -1, List.of(one, other)),
        List.of(),
        stages());
  }

  /** A federation of one. */
  public static Sample single() {
    return Sample.of(
        Outcome.COMMITTED,
        "One client cannot be split.",
        "skymask",
        List.of(placed("only", 0, 0)),
        List.of(0.7),
        NONE,
        new DecisionRecord("verified", -1, List.of()),
        List.of(),
        stages());
  }

  static List<Stage> stages() {
    List<Double> epochs =
        IntStream.range(0, 20).mapToObj(i -> i == 0 ? 0.61 : 0.183 + 0.004 * (i % 5)).toList();
    return List.of(
        new Stage("admit", 2.14, null),
        new Stage("root-update", 0.37, null),
        new Stage("block", 1.02, null),
        new Stage("train-masks", 4.4, epochs),
        new Stage("cluster", 5.61, null),
        new Stage("aggregate", 0.48, null),
        new Stage("publish", 0.052, null));
  }

  private static ClientResult admitted(String client, @Nullable Double weight, double norm) {
    return new ClientResult(
        client,
        Verdict.ACCEPTED,
        null,
        null,
        NONE,
        NONE,
        NONE,
        NONE,
        norm,
        1,
        600,
        weight == null ? 0 : weight);
  }

  private static ClientResult placed(String client, double pc1, double pc2) {
    return new ClientResult(
        client, Verdict.ACCEPTED, null, null, 1, pc1, pc2, 0.6, 0.25, 1, 600, 1 / 12.0);
  }

  private static JsonNode reference() {
    try (InputStream in = Samples.class.getResourceAsStream("people-boostedflip.json")) {
      return RoundJson.MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Double> numbers(JsonNode array) {
    return stream(array).map(JsonNode::asDouble).toList();
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).collect(Collectors.toList());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
