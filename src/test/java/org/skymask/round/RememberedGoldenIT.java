package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.TestSpark;
import org.skymask.model.ClientResult;
import org.skymask.model.MemoryRecord;
import org.skymask.model.ModelVersion;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;
import org.skymask.storage.FileNames;

/**
 * Federations whose decisions with memory are known from float64, round by round, on one core and
 * on three, with the same bits. Further ones: {@code -Dskymask.federations=DIRECTORY}.
 */
class RememberedGoldenIT {

  /** Of the first run of each federation: models and memories, which the next is to have too. */
  private static final Map<String, List<String>> BITS = new HashMap<>();

  static Stream<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    for (MemoryCase golden : MemoryCase.all()) {
      cases.add(Arguments.of(golden, 1, 3));
      cases.add(Arguments.of(golden, 3, 7));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} on {1} cores, {2} partitions")
  @MethodSource("cases")
  void roundsEndAsExpected(MemoryCase golden, int cores, int partitions, @TempDir Path directory)
      throws IOException {
    Map<String, String> parallel = Map.of("spark.default.parallelism", String.valueOf(partitions));
    try (JavaSparkContext spark = TestSpark.open("local[" + cores + "]", parallel)) {
      List<String> bits = new ArrayList<>();
      MemoryFederation federation = new MemoryFederation(golden, directory, spark);
      for (JsonNode expected : golden.rounds()) {
        int round = expected.path("round").asInt();
        boolean lost = expected.path("memory_lost").asBoolean();
        if (lost) {
          Files.delete(federation.file(round - 1, FileNames.CLIENT_MEMORY));
        }
        RoundResult result = federation.deliver(round).run(Map.of("mask.block-length", "100"));
        compare(expected, result, golden + ", round " + round);
        MemoryRecord memory = Objects.requireNonNull(result.record().judged().memory());
        MemoryRecord.State state =
            round == 1
                ? MemoryRecord.State.STARTED
                : lost ? MemoryRecord.State.LOST : MemoryRecord.State.USED;
        assertThat(memory.state()).as("round %s", round).isEqualTo(state);
        bits.add(result.record().result().model() + " " + federation.memory(round));
      }
      compare(golden, federation);
      assertThat(bits).isEqualTo(BITS.computeIfAbsent(golden.name(), first -> bits));
    }
  }

  /** The model after ten rounds of float32. */
  private static void compare(MemoryCase golden, MemoryFederation federation) throws IOException {
    ModelVersion last = federation.version(golden.rounds().size());
    float[] expected = golden.last(last.layout());
    for (int j = 0; j < expected.length; j++) {
      assertThat(last.values()[j])
          .isCloseTo(expected[j], within(1e-5f + 1e-4f * Math.abs(expected[j])));
    }
  }

  private static void compare(JsonNode expected, RoundResult result, String what) {
    JsonNode accepted = expected.path("accepted");
    assertThat(result.clients()).as(what).hasSize(accepted.size());
    for (int i = 0; i < accepted.size(); i++) {
      ClientResult client = result.clients().get(i);
      String name = expected.path("clients").path(i).asText();
      String who = what + ", " + name;
      Recalled recalled = Objects.requireNonNull(client.recalled());
      assertThat(client.client()).isEqualTo(name);
      assertThat(client.verdict() == Verdict.ACCEPTED)
          .as(who)
          .isEqualTo(accepted.path(i).asBoolean());
      double evidence = expected.path("evidence").path(name).asDouble();
      assertThat(recalled.evidence())
          .as(who)
          .isCloseTo(evidence, within(Math.max(0.1, 0.05 * evidence)));
      assertThat(recalled.reversed())
          .as(who)
          .isEqualTo(expected.path("reversed").path(name).asBoolean());
      close(recalled.curvature(), expected.path("curvature").path(name), who);
    }
    MemoryRecord memory = Objects.requireNonNull(result.record().judged().memory());
    OptionalDouble root = memory.rootCurvature();
    close(
        root.isPresent() ? (Double) root.getAsDouble() : null,
        expected.path("root_curvature"),
        what + ", root");
  }

  private static void close(@Nullable Double curvature, JsonNode expected, String who) {
    if (expected.isNumber()) {
      assertThat(curvature).as(who).isCloseTo(expected.asDouble(), within(0.01));
    } else {
      assertThat(curvature).as(who).isNull();
    }
  }
}
