package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.skymask.model.ClientResult;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.SplitView;
import org.skymask.model.Verdict;

/** A synthetic round of many clients, a fifth of them filtered, some refused. */
final class LargeSample {
  private static final List<String> LAYERS = List.of("conv1", "conv2", "fc1", "fc2");

  private LargeSample() {}

  static Sample of(int clients) {
    Random random = new Random(5);
    List<ClientResult> results = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    int accepted = clients - clients / 50 - clients / 5;
    for (int i = 0; i < clients; i++) {
      String name = "device-%05d".formatted(i * 37 % 99991);
      if (i % 50 == 49) {
        results.add(refused(name, random));
        continue;
      }
      boolean filtered = i % 5 == 2;
      (filtered ? leftOut : kept).add(name);
      results.add(
          new ClientResult(
              name,
              filtered ? Verdict.FILTERED : Verdict.ACCEPTED,
              filtered ? Reason.MASKED_OUT : null,
              null,
              new ClientResult.Place(
                  filtered ? 0.02 * random.nextDouble() : 1 - 0.01 * random.nextDouble(),
                  (filtered ? 30 : -8) + (filtered ? 4 : 9) * random.nextGaussian(),
                  (filtered ? 6 : -2) + 7 * random.nextGaussian(),
                  (filtered ? 0.47 : 0.65) + 0.03 * random.nextGaussian()),
              new ClientResult.Contribution(
                  Math.exp(-1 + 0.4 * random.nextGaussian()),
                  random.nextInt(20) == 0 ? 0.5 + random.nextDouble() / 2 : 1,
                  50L + random.nextInt(3000),
                  filtered ? 0 : 1.0 / accepted,
                  null),
              null));
    }
    return Sample.of(
        Outcome.COMMITTED,
        "The masks of " + leftOut.size() + " clients differ, and the root data confirm it.",
        "skymask",
        results,
        IntStream.range(0, 20).mapToObj(e -> 0.6 + 1.7 * Math.exp(-0.2 * e)).toList(),
        2.41,
        new DecisionRecord("verified", OptionalInt.of(0), candidates(kept, leftOut)),
        List.of(-6.2, 1.5),
        Samples.stages());
  }

  private static ClientResult refused(String name, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Sample.incomplete(name);
      case 1 -> Sample.refused(name, Reason.NON_FINITE, "conv1.weight[112] is not finite");
      case 2 ->
          Sample.refused(
              name,
              Reason.MISSING_VALUES,
              "fc1.weight: values 51200 to 102399 of 102400 are in no shard that the manifest names");
      default -> Sample.refused(name, Reason.UNKNOWN_KEY, "no public key for " + name);
    };
  }

  private static List<Candidate> candidates(List<String> kept, List<String> leftOut) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(
        new Candidate(
            SplitView.BALANCED,
            null,
            2.41,
            kept,
            leftOut,
            new DecisionRecord.WitnessValues(14.2, 8.8, 3.4, 0.18, 0.2, 5),
            new DecisionRecord.Ruling(-0.71, true, null)));
    candidates.add(
        new Candidate(
            SplitView.BALANCED,
            null,
            2.41,
            leftOut,
            kept,
            new DecisionRecord.WitnessValues(-14.2, -16, -3.4, -0.18, -0.2, -5),
            new DecisionRecord.Ruling(-0.71, false, null)));
    List<Double> votes = List.of(4.8, 4.8, 2.8, -1.2);
    for (int i = 0; i < LAYERS.size(); i++) {
      List<String> fewer = leftOut.subList(0, leftOut.size() - 10 * i);
      List<String> more = new ArrayList<>(kept);
      more.addAll(leftOut.subList(fewer.size(), leftOut.size()));
      candidates.add(
          new Candidate(
              SplitView.layer(i),
              LAYERS.get(i),
              1.9 - 0.2 * i,
              more,
              fewer,
              new DecisionRecord.WitnessValues(
                  6 - 2 * i, 7 - 2.5 * i, 2 - i, 0.04, 0.1 - 0.05 * i, votes.get(i)),
              new DecisionRecord.Ruling(1, i < 3, null)));
    }
    return candidates;
  }
}
