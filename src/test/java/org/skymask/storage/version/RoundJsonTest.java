package org.skymask.storage.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.SplitView;
import org.skymask.report.HtmlReport;
import org.skymask.report.Sample;
import org.skymask.report.Samples;

class RoundJsonTest {
  static final List<Sample> SAMPLES = List.copyOf(Samples.all().values());

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void whatIsWrittenIsReadAgain(Sample sample) {
    assertThat(Documents.round(RoundJson.toJson(sample.round()))).isEqualTo(sample.round());
  }

  @Test
  void namesAndOrderAreThoseOfTheContract() {
    ObjectNode tree = RoundJson.toTree(Samples.people().round());
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly(
            "federation",
            "round",
            "attempt",
            "outcome",
            "why",
            "aggregator",
            "counts",
            "loss",
            "rootLoss",
            "gain",
            "decision",
            "rows",
            "plane",
            "stages",
            "baseModel",
            "model",
            "inputs",
            "configuration",
            "versions",
            "rootData");
    assertThat(tree.at("/decision/candidates/0").fieldNames())
        .toIterable()
        .containsExactly(
            "view",
            "layer",
            "gain",
            "kept",
            "leftOut",
            "a",
            "u",
            "q",
            "c",
            "r",
            "votes",
            "required",
            "passes");
    assertThat(tree.get("counts").toString())
        .isEqualTo("{\"accepted\":22,\"filtered\":6,\"quarantined\":1,\"incomplete\":1}");
    assertThat(tree.at("/inputs/0").fieldNames())
        .toIterable()
        .containsExactly("client", "manifest");
  }

  @Test
  void onlyTheMaskStageHasEpochs() {
    for (JsonNode stage : RoundJson.toTree(Samples.people().round()).get("stages")) {
      assertThat(stage.has("epochs")).isEqualTo(stage.get("name").asText().equals("train-masks"));
    }
  }

  @Test
  void numbersThatJsonLacksAreNullAndReadAsNaN() {
    double nan = Double.NaN;
    Candidate candidate =
        new Candidate(
            SplitView.layer(0),
            "conv",
            nan,
            List.of("a"),
            List.of("b"),
            new DecisionRecord.WitnessValues(nan, nan, Double.NEGATIVE_INFINITY, nan, nan, nan),
            new DecisionRecord.Ruling(nan, false, null));
    RoundRecord round =
        Samples.people()
            .withNumbers(
                List.of(0.5, nan, Double.POSITIVE_INFINITY),
                nan,
                new DecisionRecord("verified", OptionalInt.empty(), List.of(candidate)))
            .round();
    String json = RoundJson.toJson(round);
    assertThat(json).doesNotContain("NaN", "Infinity").contains("[ 0.5, null, null ]");
    RoundRecord again = Documents.round(json);
    assertThat(again.judged().loss()).containsExactly(0.5, nan, nan);
    assertThat(again.judged().gain()).isEmpty();
    DecisionRecord decision = Objects.requireNonNull(again.judged().decision());
    assertThat(decision.candidates().get(0).witnesses().maskDensity()).isNaN();
  }

  @Test
  void whatTheRecordLeavesOpenIsNull() {
    JsonNode rejected = RoundJson.toTree(Samples.rejected().round());
    assertThat(rejected.get("model").isNull()).isTrue();
    assertThat(rejected.get("decision").isNull()).isTrue();
    assertThat(
            RoundJson.toTree(Samples.people().round()).at("/decision/candidates/0/layer").isNull())
        .isTrue();
  }

  /** A rollback: the name is empty in the file, as it always was. */
  @Test
  void aRoundWithoutARuleHasNoAggregator() {
    RoundRecord people = Samples.people().round();
    RoundRecord round =
        new RoundRecord(
            people.identity(),
            people.result(),
            RoundRecord.Judged.nothing(),
            people.origin(),
            people.stages(),
            null);
    assertThat(RoundJson.toTree(round).get("aggregator").toString()).isEqualTo("\"\"");
    assertThat(Documents.round(RoundJson.toJson(round)).judged().aggregator()).isNull();
  }

  @Test
  void memoryIsThereWhereARoundDecidedByIt() {
    DecisionRecord.Candidate candidate =
        new DecisionRecord.Candidate(
                SplitView.DIRECTION,
                null,
                2.5,
                List.of("a"),
                List.of("b"),
                new DecisionRecord.WitnessValues(1, 2, 3, 4, 5, 6),
                new DecisionRecord.Ruling(1, false, null))
            .with(new DecisionRecord.Further(-4.5, true, 3.25), -1, true);
    MemoryRecord memory =
        new MemoryRecord(
            MemoryRecord.State.USED,
            null,
            7,
            OptionalDouble.of(0.5),
            new MemoryRecord.Change(Outcome.BANNED, "site-a", "stolen"));
    RoundRecord round =
        Samples.people()
            .withNumbers(
                List.of(0.5),
                2.5,
                new DecisionRecord("remembered", OptionalInt.of(0), List.of(candidate)))
            .round()
            .withMemory(memory);
    JsonNode tree = RoundJson.toTree(round);
    assertThat(tree.path("memory").toString())
        .isEqualTo(
            "{\"state\":\"used\",\"why\":null,\"age\":7,\"rootCurvature\":0.5,\"change\":"
                + "{\"outcome\":\"banned\",\"client\":\"site-a\",\"reason\":\"stolen\"}}");
    assertThat(tree.at("/decision/candidates/0/h").asDouble()).isEqualTo(-4.5);
    assertThat(tree.at("/decision/candidates/0/twin").asBoolean()).isTrue();
    assertThat(tree.at("/decision/candidates/0/x").asDouble()).isEqualTo(3.25);
    RoundRecord again = Documents.round(RoundJson.toJson(round));
    assertThat(again.judged().memory()).isEqualTo(memory);
    assertThat(again.judged().decision()).isEqualTo(round.judged().decision());
    assertThat(RoundJson.toTree(Samples.people().round()).has("memory")).isFalse();
  }

  @Test
  void aRollbackIsThereWhereThereWasOne() {
    String json =
        "{\"round\": 4, \"outcome\": \"rolled-back\", \"rollback\": {\"to\": 1, \"reason\": \"x\"}}";
    RoundRecord round = Documents.round(json);
    assertThat(round.rollback()).isEqualTo(new RoundRecord.Rollback(1, "x"));
    assertThat(Documents.round(RoundJson.toJson(round))).isEqualTo(round);
    assertThat(round.withConfiguration(Map.of("a", 1)).rollback()).isEqualTo(round.rollback());
    assertThat(RoundJson.toTree(Samples.people().round()).has("rollback")).isFalse();
  }

  @Test
  void keysOfMapsAreSorted() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("b", Map.of("z", 1, "y", 2));
    configuration.put("a", List.of(1.5, Double.NaN));
    RoundRecord round =
        Samples.people().withProvenance(List.of(), List.of(), configuration, Map.of()).round();
    assertThat(RoundJson.toTree(round).get("configuration").toString())
        .isEqualTo("{\"a\":[1.5,null],\"b\":{\"y\":2,\"z\":1}}");
  }

  @Test
  void readsOlderAndNewerVersions() {
    RoundRecord round =
        Documents.round("{\"round\": 3, \"outcome\": \"committed\", \"flavour\": {\"new\": [1]}}");
    assertThat(round.identity().round()).isEqualTo(3);
    assertThat(round.judged().gain()).isEmpty();
    assertThat(round.judged().loss()).isEmpty();
    assertThat(round.judged().decision()).isNull();
    assertThat(round.result().model()).isNull();
    assertThat(round.result().counts()).isEqualTo(new RoundRecord.Counts(0, 0, 0, 0));
    assertThat(HtmlReport.render(round, List.of())).contains("No client directory was seen.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"outcome": "committed"}                            | round is missing, expected an integer
          {"round": 1.5, "outcome": "x"}                      | round is 1.5, expected an integer
          {"round": 1}                                        | outcome is missing, expected a text
          {"round": 1, "outcome": "carried", "gain": "large"}       | gain is "large", expected a number
          {"round": 1, "outcome": "carried", "loss": {"1": 2}}      | loss is {"1":2}, expected a list
          {"round": 1, "outcome": "carried", "loss": [1, "2"]}      | loss[1] is "2", expected a number
          {"round": 1, "outcome": "carried", "stages": ["admit"]}   | stages[0] is "admit", expected an object
          {"round": 1, "outcome": "carried", "versions": {"a": 1}}  | versions.a is 1, expected a text
          {"round": 1, "outcome": "merged"}                   | outcome is "merged", expected one of committed, rejected, carried
          [1]                                                 | the whole is [1], expected an object
          {"round":                                           | a/round.json is not JSON
          """)
  void saysWhatIsWrong(String json, String message) {
    assertThatIOException()
        .isThrownBy(() -> RoundJson.parse("a/round.json", json.getBytes(StandardCharsets.UTF_8)))
        .withMessageStartingWith("a/round.json")
        .withMessageContaining(message);
  }

  @Test
  void printsTheSameTextEveryTime() {
    String first = RoundJson.toJson(Samples.people().round());
    assertThat(RoundJson.toJson(Samples.people().round())).isEqualTo(first);
    assertThat(first)
        .startsWith("{\n  \"federation\" : \"people\",\n  \"round\" : 7,")
        .endsWith("}\n");
  }
}
