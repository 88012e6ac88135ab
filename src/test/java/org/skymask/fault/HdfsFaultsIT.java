package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skymask.TestSpark;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.fixture.HdfsCluster;

/** Servers of HDFS go away while a round is published. */
class HdfsFaultsIT {
  private static HdfsMedium medium;
  private static JavaSparkContext spark;
  private static Trial trial;
  private static String expected;
  private static List<String> operations;

  private String models = "";
  private Invariants invariants;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Map<String, String> client = new HashMap<>(FreezeMatrix.CLIENT);
    // Pauses before a block is looked for again.
    client.put("dfs.client.retry.window.base", "10");
    medium = HdfsMedium.impatient(directory, client);
    spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()));
    trial = new Trial(spark, medium, Map.of("aggregator", "fedavg"));
    expected = trial.digest(medium.models());
    operations = trial.operations();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
    medium.close();
  }

  @BeforeEach
  void aBase() throws IOException {
    models = medium.models();
    invariants = new Invariants(medium.undisturbed(), models, medium.updates(), expected);
  }

  @AfterEach
  void noLeases() throws IOException {
    medium.release();
  }

  /** The exit code of a round, in which something happens at the first such operation. */
  private int exit(Moment moment, String operation, Consumer<HdfsCluster> event) {
    int at =
        operations.indexOf(
            operations.stream().filter(seen -> seen.matches(operation)).findFirst().orElseThrow());
    Fault fault = new Fault(at + 1, moment, Effect.CALLS, medium.scope());
    boolean[] happened = {false};
    Faults.arm(
        fault,
        () -> {
          event.accept(medium.cluster());
          happened[0] = true;
        });
    int exit = trial.exit(models);
    assertThat(happened[0]).as("%s reached in %s", operation, Faults.seen()).isTrue();
    Faults.arm(null);
    return exit;
  }

  private void commitsNext() throws IOException {
    assertThat(trial.exit(models)).isZero();
    assertThat(invariants.check(0)).isTrue();
  }

  private static void stopDataNodes(HdfsCluster cluster) {
    cluster.stopDataNode(0);
    cluster.stopDataNode(0);
  }

  /** Halfway: the block is open, and half of it is with both. */
  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"BEFORE", "HALFWAY"})
  void oneOfTwoDataNodesIsEnough(Moment moment) throws IOException {
    int exit = exit(moment, "write .*/parameters/.*", cluster -> cluster.stopDataNode(0));
    assertThat(exit).isZero();
    assertThat(invariants.check(exit)).isTrue();
    medium.cluster().startDataNodes();
    commitsNext();
  }

  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"BEFORE", "HALFWAY"})
  void withoutDataNodesTheBaseStands(Moment moment) throws IOException {
    int exit = exit(moment, "write .*/parameters/.*", HdfsFaultsIT::stopDataNodes);
    medium.cluster().startDataNodes();
    assertThat(exit).isEqualTo(1);
    assertThat(invariants.check(exit)).isFalse();
    assertThat(invariants.leftovers()).isEmpty();
    commitsNext();
  }

  /** Nobody is left out, or the round would have gone on with nobody. */
  @Test
  void withoutDataNodesNoUploadIsTakenForABadOne() throws IOException {
    int exit = exit(Moment.BEFORE, "read .*/client=site-004/part-.*", HdfsFaultsIT::stopDataNodes);
    medium.cluster().startDataNodes();
    assertThat(exit).isEqualTo(1);
    assertThat(invariants.check(exit)).isFalse();
    assertThat(invariants.leftovers()).isEmpty();
    commitsNext();
  }

  @Test
  void aNameNodeThatIsGoneBeforeTheCommit() throws IOException {
    int exit = exit(Moment.BEFORE, "rename .*/commit.json", HdfsCluster::stopNameNode);
    medium.cluster().startNameNode();
    assertThat(exit).isEqualTo(6);
    assertThat(invariants.check(exit)).isFalse();
    assertThat(invariants.leftovers()).as("nothing is deleted").isNotEmpty();
    commitsNext();
  }

  @Test
  void aNameNodeThatAnswersTooLateHasCommitted() throws IOException {
    int exit = exit(Moment.BEFORE, "rename .*/commit.json", HdfsCluster::freeze);
    assertThat(exit).isEqualTo(6);
    medium.cluster().thaw();
    // Whichever of the calls that waited is served first: no version is ever half there.
    invariants.check(exit);
    commitsNext();
  }
}
