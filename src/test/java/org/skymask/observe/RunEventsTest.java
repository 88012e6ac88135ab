package org.skymask.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.round.RoundId;
import org.skymask.round.UploadSummary;

/** Events as OpenLineage's specification has them. */
class RunEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
  private static final RoundDatasets DATASETS =
      new RoundDatasets(
          DatasetName.of(URI.create("s3a://silos/up/updates")),
          DatasetName.of(URI.create("hdfs://namenode:8020/models")),
          DatasetName.of(URI.create("file:/data/root.parquet")));

  private static RunEvents events(RoundId id, @Nullable ParentRun parent) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new RunEvents(clock, "bank", id, DATASETS, parent);
  }

  private static String at(JsonNode event, String pointer) {
    JsonNode value = event.at(pointer);
    assertThat(value.isValueNode()).as(pointer + " of " + event).isTrue();
    return value.asText();
  }

  /** What the specification asks of every event and of every facet. */
  private static void wellFormed(JsonNode event) {
    assertThat(at(event, "/eventTime")).isEqualTo("2026-11-23T06:00:00Z");
    assertThat(at(event, "/run/runId")).isEqualTo(Rounds.ID.attempt());
    assertThat(at(event, "/job/namespace")).isEqualTo("bank");
    assertThat(at(event, "/job/name")).isEqualTo("demo.round");
    assertThat(URI.create(at(event, "/producer")).isAbsolute()).isTrue();
    assertThat(at(event, "/schemaURL"))
        .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
    List<JsonNode> facets = new ArrayList<>();
    for (String block : new String[] {"facets", "inputFacets", "outputFacets"}) {
      event.findValues(block).forEach(found -> found.forEach(facets::add));
    }
    assertThat(facets).hasSizeGreaterThan(8);
    for (JsonNode facet : facets) {
      assertThat(at(facet, "/_producer")).isEqualTo(at(event, "/producer"));
      assertThat(at(facet, "/_schemaURL"))
          .matches("https://openlineage\\.io/spec/[0-9A-Za-z./-]+\\.json#/\\$defs/[A-Za-z]+");
    }
  }

  @Test
  void aRoundBegins() {
    JsonNode event = events(Rounds.ID, null).start();
    wellFormed(event);
    assertThat(at(event, "/eventType")).isEqualTo("START");
    assertThat(at(event, "/job/facets/jobType/integration")).isEqualTo("SKYMASK");
    assertThat(event.path("inputs"))
        .extracting(input -> at(input, "/namespace"), input -> at(input, "/name"))
        .containsExactly(
            tuple("s3://silos", "up/updates"),
            tuple("hdfs://namenode:8020", "/models"),
            tuple("file", "/data/root.parquet"));
    assertThat(event.path("outputs")).hasSize(1);
    assertThat(event.at("/run/facets").has("parent")).isFalse();
  }

  @Test
  void aRollbackReadsNothingButTheModels() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    RunDatasets models = new RollbackDatasets(DATASETS.models());
    RunEvents events = new RunEvents(clock, "bank", Rounds.ID, models, null);
    assertThat(events.start().path("inputs")).hasSize(1);
    JsonNode event = events.end(new Ending(Rounds.rolledBack(), 0, ""), null);
    assertThat(at(event, "/eventType")).isEqualTo("COMPLETE");
    assertThat(at(event, "/job/name")).isEqualTo("demo.rollback");
    assertThat(at(event, "/job/facets/jobType/jobType")).isEqualTo("ROLLBACK");
    assertThat(at(event, "/run/facets/skymask_round/outcome")).isEqualTo("rolled-back");
    assertThat(event.path("inputs")).hasSize(1);
    assertThat(at(event, "/inputs/0/name")).isEqualTo("/models");
    assertThat(at(event, "/inputs/0/facets/version/datasetVersion")).isEqualTo("sha256:new");
    assertThat(at(event, "/outputs/0/facets/version/datasetVersion")).isEqualTo("sha256:new");
  }

  @Test
  void aCommittedRoundIsComplete() {
    List<UploadSummary> admitted =
        Rounds.UPLOADS.stream().filter(UploadSummary::isAdmitted).toList();
    JsonNode event = events(Rounds.ID, null).end(new Ending(Rounds.committed(), 0, ""), admitted);
    wellFormed(event);
    assertThat(at(event, "/eventType")).isEqualTo("COMPLETE");
    assertThat(at(event, "/inputs/0/facets/version/datasetVersion")).isEqualTo("round=7");
    assertThat(event.at("/inputs/0/facets/schema/fields")).hasSize(3);
    assertThat(at(event, "/inputs/0/facets/schema/fields/1/type")).isEqualTo("int64");
    assertThat(at(event, "/inputs/0/facets/dataSource/uri")).isEqualTo("s3://silos/up/updates");
    assertThat(at(event, "/inputs/0/inputFacets/inputStatistics/size")).isEqualTo("1500");
    assertThat(at(event, "/inputs/1/facets/version/datasetVersion")).isEqualTo("sha256:old");
    assertThat(at(event, "/outputs/0/name")).isEqualTo("/models");
    assertThat(at(event, "/outputs/0/facets/version/datasetVersion")).isEqualTo("sha256:new");
    assertThat(at(event, "/outputs/0/outputFacets/outputStatistics/size")).isEqualTo("1000");
    assertThat(at(event, "/run/facets/processing_engine/name")).isEqualTo("spark");
    assertThat(at(event, "/run/facets/skymask_round/clients/filtered")).isEqualTo("1");
    assertThat(event.at("/run/facets").has("errorMessage")).isFalse();
  }

  @Test
  void aRejectedRoundFails() {
    Ending ending = new Ending(Rounds.rejected(), 4, "Two clusters.");
    JsonNode event = events(Rounds.ID, null).end(ending, List.of());
    wellFormed(event);
    assertThat(at(event, "/eventType")).isEqualTo("FAIL");
    assertThat(event.path("outputs").isArray()).isTrue();
    assertThat(event.path("outputs")).isEmpty();
    assertThat(at(event, "/run/facets/errorMessage/message")).isEqualTo("Two clusters.");
    assertThat(at(event, "/run/facets/errorMessage/programmingLanguage")).isEqualTo("JAVA");
    assertThat(at(event, "/run/facets/skymask_round/exitCode")).isEqualTo("4");
  }

  @Test
  void aRoundThatNeverCameToItsNumberFails() {
    RoundId none = new RoundId("demo", 0, Rounds.ID.attempt());
    JsonNode event = events(none, null).end(new Ending(null, 1, "no version yet"), null);
    wellFormed(event);
    assertThat(at(event, "/eventType")).isEqualTo("FAIL");
    assertThat(event.path("outputs")).isEmpty();
    assertThat(event.at("/run/facets/skymask_round").has("round")).isFalse();
    assertThat(event.at("/inputs/0/facets").has("version")).isFalse();
  }

  @Test
  void theTaskThatStartedItIsItsParent() {
    SparkConf conf = new SparkConf(false);
    assertThat(ParentRun.of(conf)).isNull();
    conf.set("spark.openlineage.parentJobNamespace", "airflow");
    conf.set("spark.openlineage.parentJobName", "federation.round");
    for (String none : new String[] {"", "no uuid", "0-1-2-3-4"}) {
      conf.set("spark.openlineage.parentRunId", none);
      assertThat(ParentRun.of(conf)).isNull();
    }
    conf.set("spark.openlineage.parentRunId", "01930e6c-7a3a-7c55-b1c2-d2f1a1a1a1a1");
    JsonNode event = events(Rounds.ID, ParentRun.of(conf)).start();
    wellFormed(event);
    assertThat(at(event, "/run/facets/parent/job/name")).isEqualTo("federation.round");
    assertThat(at(event, "/run/facets/parent/run/runId"))
        .isEqualTo("01930e6c-7a3a-7c55-b1c2-d2f1a1a1a1a1");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/a/b, file, /a/b, file:/a/b",
    "file:///a/b, file, /a/b, file:/a/b",
    "hdfs://nn:8020/a, hdfs://nn:8020, /a, hdfs://nn:8020/a",
    "s3a://bucket/a/b, s3://bucket, a/b, s3://bucket/a/b",
    "s3a://bucket, s3://bucket, /, s3://bucket/",
  })
  void datasetsAreNamedAsTheSpecificationHasIt(
      URI uri, String namespace, String name, String expected) {
    assertThat(DatasetName.of(uri)).isEqualTo(new DatasetName(namespace, name, expected));
  }
}
