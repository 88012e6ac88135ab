package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skymask.TestSpark;
import org.skymask.fixture.FaultyProxy.Fault;
import org.skymask.fixture.HttpRequest;

/** Rounds on an S3 API that answers badly. */
class S3FaultsIT {
  private static S3Medium medium;
  private static JavaSparkContext spark;
  private static Trial trial;
  private static String expected;

  private String models = "";
  private Invariants invariants;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    medium = S3Medium.in(directory);
    spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()));
    trial = new Trial(spark, medium, Map.of("aggregator", "fedavg"));
    expected = trial.digest(medium.models());
  }

  @AfterAll
  static void stop() {
    spark.close();
    medium.close();
  }

  @BeforeEach
  void aBase() throws IOException {
    models = medium.models();
    invariants = new Invariants(medium.undisturbed(), models, medium.updates(), expected);
  }

  private int exit(Function<HttpRequest, Fault> script) {
    medium.proxy().script(script);
    int exit = trial.exit(models);
    medium.arm(null);
    return exit;
  }

  private void commitsNext() throws IOException {
    assertThat(trial.exit(models)).isZero();
    assertThat(invariants.check(0)).isTrue();
    assertThat(invariants.leftovers()).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aSlowAnswerToEveryPutIsAnAnswer() throws IOException {
    int exit = exit(r -> r.method().equals("PUT") ? Fault.SLOW : Fault.NONE);
    assertThat(exit).isZero();
    commitsNext();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "SLOW_DOWN", "LOST", "HANGS"})
  void whereNoPutEverArrivesTheBaseStands(Fault fault) throws IOException {
    int exit = exit(r -> r.method().equals("PUT") ? fault : Fault.NONE);
    assertThat(exit).isEqualTo(1);
    assertThat(invariants.check(exit)).isFalse();
    commitsNext();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ANSWER_LOST", "ERROR_THOUGH_DONE", "ANSWER_HANGS"})
  void aCommitWhoseAnswerIsLostIsFound(Fault fault) throws IOException {
    int exit = exit(r -> r.isConditionalPut() && r.isOf("commit.json") ? fault : Fault.NONE);
    assertThat(exit).isZero();
    assertThat(invariants.check(exit)).isTrue();
    commitsNext();
  }

  @Test
  void aCommitThatNobodyCanAskForIsLeftAlone() throws IOException {
    boolean[] tried = {false};
    int exit =
        exit(
            r -> {
              boolean commit = r.isConditionalPut() && r.isOf("commit.json");
              tried[0] |= commit;
              return commit ? Fault.ANSWER_LOST : tried[0] ? Fault.LOST : Fault.NONE;
            });
    assertThat(exit).isEqualTo(6);
    assertThat(invariants.check(exit)).isTrue();
    commitsNext();
  }

  /** Servers in trouble are no reason to go on without a client. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "SLOW_DOWN", "LOST", "HANGS", "ANSWER_CUT"})
  void anUploadThatTheServersDoNotGiveStopsTheRound(Fault fault) throws IOException {
    int exit =
        exit(
            r ->
                r.method().equals("GET") && r.path().contains("site-004/part")
                    ? fault
                    : Fault.NONE);
    assertThat(exit).isEqualTo(1);
    assertThat(invariants.check(exit)).isFalse();
    commitsNext();
  }

  @Test
  void aManifestThatIsCutOffOnItsWayStopsTheRound() throws IOException {
    int exit = exit(r -> isGetOf(r, "site-004/_manifest.json") ? Fault.ANSWER_CUT : Fault.NONE);
    assertThat(exit).isEqualTo(1);
    assertThat(invariants.check(exit)).isFalse();
    commitsNext();
  }

  @Test
  void anAnswerThatIsCutOffOnceIsAskedForAgain() throws IOException {
    AtomicInteger cuts = new AtomicInteger();
    int exit =
        exit(
            r ->
                isGetOf(r, "site-004/part") && cuts.incrementAndGet() == 1
                    ? Fault.ANSWER_CUT
                    : Fault.NONE);
    assertThat(cuts).hasValueGreaterThan(1);
    assertThat(exit).isZero();
    assertThat(invariants.check(exit)).isTrue();
    commitsNext();
  }

  private static boolean isGetOf(HttpRequest request, String path) {
    return request.method().equals("GET") && request.path().contains(path);
  }

  @Test
  void anUploadThatMayNotBeReadIsTheClients() throws IOException {
    int exit =
        exit(
            r ->
                r.method().equals("GET") && r.path().contains("site-004/part")
                    ? Fault.DENIED
                    : Fault.NONE);
    assertThat(exit).isZero();
    assertThatThrownBy(() -> invariants.check(exit))
        .as("another model, without that client")
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sha256:");
  }
}
