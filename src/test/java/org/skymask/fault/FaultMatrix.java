package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.TestSpark;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/** The whole matrix of faults on some storages; {@code jobs/faults} runs it. */
final class FaultMatrix {
  private static final Map<String, String> FEDAVG = Map.of("aggregator", "fedavg");
  private static final Map<String, String> SKYMASK = Map.of("mask.epochs", "2");

  private FaultMatrix() {}

  /**
   * @param arguments names of storages
   */
  public static void main(String[] arguments) throws Exception {
    boolean held = true;
    for (String name : arguments) {
      Path directory = Files.createTempDirectory("skymask-faults");
      try (Medium medium = medium(name, directory)) {
        held &= run(medium);
      } finally {
        org.skymask.cli.Federation.delete(directory);
      }
    }
    System.exit(held ? 0 : 1);
  }

  private static Medium medium(String name, Path directory) throws IOException {
    return switch (name) {
      case "local" -> LocalMedium.in(directory);
      case "hdfs" -> HdfsMedium.in(directory);
      case "s3a" -> S3Medium.in(directory);
      default -> throw new IllegalArgumentException("no storage " + name + ": local, hdfs, s3a");
    };
  }

  /** Whether all that must hold did. */
  private static boolean run(Medium medium) throws IOException, InterruptedException {
    Table table = new Table(medium.name());
    System.out.print(Table.HEADER);
    try (JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      List<FailMatrix> rounds = new ArrayList<>();
      rounds.add(new FailMatrix(spark, medium, "fedavg", FEDAVG));
      if (medium instanceof LocalMedium) {
        // Aggregators ask nothing of storage: one is enough where it is slow.
        rounds.add(new FailMatrix(spark, medium, "skymask", SKYMASK));
      }
      for (FailMatrix round : rounds) {
        round.run(Moment.BEFORE, Effect.FAILS, op -> true, table);
        round.run(Moment.HALFWAY, Effect.FAILS, medium::hasMiddle, table);
        round.run(Moment.AFTER, Effect.FAILS, Matrix::isWriting, table);
        round.run(Moment.BEFORE, Effect.STAYS_DOWN, op -> true, table);
        round.run(Moment.AFTER, Effect.STAYS_DOWN, Matrix::isWriting, table);
        if (medium.isTimed()) {
          round.run(Moment.BEFORE, Effect.HANGS, op -> true, table);
          round.run(Moment.AFTER, Effect.HANGS, Matrix::isWriting, table);
        }
      }
      KillMatrix killed = new KillMatrix(spark, medium, "fedavg", FEDAVG);
      killed.run(Moment.BEFORE, Effect.HANGS, Matrix::isWriting, table);
      killed.run(Moment.AFTER, Effect.HANGS, Matrix::isWriting, table);
      if (!medium.isTimed()) {
        killed.run(Moment.HALFWAY, Effect.HANGS, medium::hasMiddle, table);
        killed.run(Moment.BEFORE, Effect.WAITS, Matrix::isWriting, table);
      }
    }
    table.violations().forEach(System.out::println);
    return table.violations().isEmpty();
  }
}
