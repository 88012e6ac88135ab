package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/**
 * Drivers, each a process, that run one round. Each is held at the step that commits; when all have
 * come there they are let go, so that none has seen another's commit.
 */
final class Race {
  private final Medium medium;
  private final int at;

  /**
   * @param spark for a round that shows which operation commits
   */
  Race(JavaSparkContext spark, Medium medium) throws IOException {
    this.medium = medium;
    List<String> operations = new Trial(spark, medium, settings("1.0")).operations();
    this.at =
        1
            + IntStream.range(0, operations.size())
                .filter(i -> Medium.isCommit(operations.get(i)))
                .findFirst()
                .orElseThrow();
  }

  Medium medium() {
    return medium;
  }

  /**
   * @param rate of the server: another one gives another model
   */
  private static Map<String, String> settings(String rate) {
    return Map.of("aggregator", "fedavg", "aggregation.server-learning-rate", rate);
  }

  /**
   * Runs a driver for each rate.
   *
   * @return how they ended, in this order
   */
  List<Run> run(String models, List<String> rates) throws IOException, InterruptedException {
    List<String[]> arguments = new ArrayList<>();
    for (String rate : rates) {
      Map<String, String> settings = new TreeMap<>(settings(rate));
      settings.putAll(medium.patience());
      arguments.add(Trial.arguments(medium, models, settings));
    }
    return medium instanceof S3Medium s3 ? onS3(s3, arguments) : held(arguments);
  }

  private List<Run> held(List<String[]> arguments) throws IOException, InterruptedException {
    Fault fault = new Fault(at, Moment.BEFORE, Effect.IS_HELD, medium.scope());
    List<SkyMaskProcess> drivers = start(medium.options(fault), arguments);
    for (SkyMaskProcess driver : drivers) {
      assertThat(medium.awaitHanging(driver, fault)).matches(Medium::isCommit);
    }
    for (SkyMaskProcess driver : drivers) {
      driver.tell("go");
    }
    return ends(drivers);
  }

  /** The proxy keeps their puts. */
  private static List<Run> onS3(S3Medium medium, List<String[]> arguments)
      throws IOException, InterruptedException {
    Gathering gathering = new Gathering(arguments.size());
    medium.proxy().script(gathering);
    List<SkyMaskProcess> drivers = start(List.of(), arguments);
    drivers.forEach(driver -> driver.whenEnded(gathering::letGo));
    List<Run> runs = ends(drivers);
    assertThat(gathering.isComplete()).as("all were at the commit at once").isTrue();
    medium.arm(null);
    return runs;
  }

  private static List<SkyMaskProcess> start(List<String> options, List<String[]> arguments)
      throws IOException {
    List<SkyMaskProcess> drivers = new ArrayList<>();
    for (String[] driver : arguments) {
      drivers.add(SkyMaskProcess.startInOrder(options, driver));
    }
    return drivers;
  }

  private static List<Run> ends(List<SkyMaskProcess> drivers)
      throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (SkyMaskProcess driver : drivers) {
      runs.add(driver.end());
    }
    return runs;
  }
}
