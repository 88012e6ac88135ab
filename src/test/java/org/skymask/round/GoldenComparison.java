package org.skymask.round;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Layout;
import org.skymask.model.MaskStatistics;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/** Compares a golden case's results with what is expected of them. */
final class GoldenComparison {
  private final GoldenCase golden;
  private final Deviations deviations;

  GoldenComparison(GoldenCase golden, Deviations deviations) {
    this.golden = golden;
    this.deviations = deviations;
  }

  /** Densities of all rows, the root's included. */
  void masks(GoldenRounds.Masks masks) {
    MaskStatistics statistics = masks.statistics();
    JsonNode density = golden.expected().path("mask_density");
    assertThat(statistics.rows()).isEqualTo(density.size());
    for (int i = 0; i < statistics.rows(); i++) {
      deviations.add("mask density", statistics.density(i), density.get(i).asDouble(), 1e-3);
    }
    JsonNode norms = golden.expected().path("norm");
    double rootNorm = norms.get(norms.size() - 1).asDouble();
    deviations.add("norm of the root update", masks.rootNorm(), rootNorm, 1e-5 * rootNorm);
  }

  /**
   * The mask logits of all rows.
   *
   * @param actual [rows][parameterCount]
   */
  void logits(float[][] actual) throws IOException {
    Map<String, float[]> expected = golden.logits(actual[0].length);
    List<String> rows = new ArrayList<>(golden.clients());
    rows.add("root");
    long beyond = 0;
    long all = 0;
    for (int i = 0; i < actual.length; i++) {
      float[] row = Objects.requireNonNull(expected.get(rows.get(i)));
      for (int j = 0; j < row.length; j++) {
        all++;
        beyond += Math.abs(actual[i][j] - row[j]) <= 1e-3 ? 0 : 1;
      }
    }
    deviations.add("share of mask logits beyond 1e-3", (double) beyond / all, 0, 1e-4);
  }

  /** A whole round under one decision. */
  void round(String decision, GoldenRounds.Done done) throws IOException {
    verdicts(decision, done.result());
    losses(done.result().record(), isConvolutional(done.model().layout()));
    clients(done.result().clients());
    deviations.addModel(
        "model", done.model().values(), golden.model(decision, done.model().layout()));
    if (decision.equals("root-row")) {
      rootRow(done.result());
    } else {
      candidates(done.result().record());
    }
  }

  private void verdicts(String decision, RoundResult result) {
    List<Boolean> accepted = new ArrayList<>();
    golden.decision(decision).path("accepted").forEach(a -> accepted.add(a.asBoolean()));
    assertThat(result.clients()).extracting(ClientResult::client).isEqualTo(golden.clients());
    assertThat(result.clients())
        .extracting(client -> client.verdict() == Verdict.ACCEPTED)
        .isEqualTo(accepted);
  }

  private static boolean isConvolutional(Layout layout) {
    return layout.tensors().stream().anyMatch(tensor -> tensor.shape().size() > 2);
  }

  private void losses(RoundRecord record, boolean convolutional) {
    JsonNode expected = golden.expected().path("loss");
    assertThat(record.judged().loss()).hasSize(expected.size());
    for (int epoch = 0; epoch < expected.size(); epoch++) {
      double loss = expected.get(epoch).asDouble();
      deviations.add(
          "loss, relative",
          record.judged().loss().get(epoch) / loss,
          1,
          convolutional ? 1e-3 : 1e-4);
    }
  }

  private void clients(List<ClientResult> clients) {
    for (int i = 0; i < clients.size(); i++) {
      double density = golden.expected().path("mask_density").get(i).asDouble();
      double norm = golden.expected().path("norm").get(i).asDouble();
      deviations.add(
          "mask density", requireNonNull(clients.get(i).place().maskDensity()), density, 1e-3);
      deviations.add(
          "norm, relative", requireNonNull(clients.get(i).contribution().norm()) / norm, 1, 1e-5);
    }
  }

  private void rootRow(RoundResult result) {
    JsonNode expected = golden.decision("root-row");
    deviations.addCoarse(
        "gain", result.record().judged().gain().orElse(Double.NaN), expected.path("gain"));
    for (int i = 0; i < result.clients().size(); i++) {
      double probability = expected.path("probability").get(i).asDouble();
      deviations.add(
          "probability",
          requireNonNull(result.clients().get(i).place().probability()),
          probability,
          0.01);
    }
  }

  /**
   * The plane of root-row.
   *
   * @param apart [2]: whether an axis' eigenvalue is apart from its neighbours
   */
  void plane(RoundResult result, boolean[] apart) {
    JsonNode expected = golden.decision("root-row").path("plane");
    for (int axis = 0; axis < 2; axis++) {
      if (apart[axis]) {
        axis(points(result, axis), column(expected, axis), axis);
      }
    }
  }

  private void axis(double[] actual, double[] expected, int axis) {
    double extent =
        IntStream.range(0, expected.length).mapToDouble(i -> expected[i]).max().orElseThrow()
            - IntStream.range(0, expected.length).mapToDouble(i -> expected[i]).min().orElseThrow();
    double along =
        IntStream.range(0, expected.length).mapToDouble(i -> actual[i] * expected[i]).sum();
    for (int i = 0; i < expected.length; i++) {
      deviations.add(
          "plane, axis " + (axis + 1) + " by its extent",
          Math.signum(along) * actual[i] / extent,
          expected[i] / extent,
          0.01);
    }
  }

  private static double[] points(RoundResult result, int axis) {
    List<Double> points = new ArrayList<>();
    for (ClientResult client : result.clients()) {
      points.add(requireNonNull(axis == 0 ? client.place().pc1() : client.place().pc2()));
    }
    points.add(result.record().judged().plane().get(axis));
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] column(JsonNode points, int axis) {
    return IntStream.range(0, points.size())
        .mapToDouble(i -> points.get(i).get(axis).asDouble())
        .toArray();
  }

  private void candidates(RoundRecord record) {
    List<Candidate> actual = Objects.requireNonNull(record.judged().decision()).candidates();
    JsonNode expected = golden.decision("verified").path("candidates");
    assertThat(actual)
        .extracting(c -> c.view().code() + " keeps " + c.kept())
        .containsExactlyInAnyOrderElementsOf(names(expected));
    for (Candidate candidate : actual) {
      candidate(candidate, find(expected, candidate));
    }
    taken(record, golden.decision("verified").path("taken"));
  }

  private List<String> names(JsonNode candidates) {
    List<String> names = new ArrayList<>();
    candidates.forEach(c -> names.add(c.path("view").asText() + " keeps " + kept(c)));
    return names;
  }

  private List<String> kept(JsonNode candidate) {
    return IntStream.range(0, golden.clients().size())
        .filter(i -> candidate.path("kept").get(i).asBoolean())
        .mapToObj(golden.clients()::get)
        .toList();
  }

  private JsonNode find(JsonNode candidates, Candidate wanted) {
    for (JsonNode candidate : candidates) {
      if (candidate.path("view").asText().equals(wanted.view().code())
          && kept(candidate).equals(wanted.kept())) {
        return candidate;
      }
    }
    throw new AssertionError(wanted + " is not expected");
  }

  private void candidate(Candidate actual, JsonNode expected) {
    assertThat(actual.passes()).as("%s", actual).isEqualTo(expected.path("passes").asBoolean());
    deviations.addCoarse("gain", actual.gain(), expected.path("gain"));
    deviations.addCoarse("witness a", actual.witnesses().lossOfLeftOut(), expected.path("a"));
    deviations.addCoarse("witness u", actual.witnesses().lossOfEverybody(), expected.path("u"));
    deviations.addCoarse("witness q", actual.witnesses().maskDensity(), expected.path("q"));
    deviations.addCoarse("witness c", actual.witnesses().rootCosine(), expected.path("c"));
    deviations.addCoarse("witness r", actual.witnesses().rootDistance(), expected.path("r"));
    deviations.addCoarse("votes", actual.witnesses().votes(), expected.path("votes"));
  }

  private void taken(RoundRecord record, JsonNode expected) {
    DecisionRecord decision = Objects.requireNonNull(record.judged().decision());
    if (expected.isNull()) {
      assertThat(decision.taken()).isEmpty();
      return;
    }
    Candidate taken = decision.decisive().orElseThrow();
    assertThat(taken.view().code()).isEqualTo(expected.path("view").asText());
    deviations.addCoarse("gain", record.judged().gain().orElse(Double.NaN), expected.path("gain"));
  }

  /** Accuracy, which is expected to four digits, may differ by one example. */
  void accuracy(String model, double actual) {
    JsonNode expected = golden.expected().path("accuracy");
    double allowed = 1.0 / expected.path("examples").asInt() + 5e-5;
    deviations.add("accuracy", actual, expected.path(model).asDouble(Double.NaN), allowed);
  }
}
