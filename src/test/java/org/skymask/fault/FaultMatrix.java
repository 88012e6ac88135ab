package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

  /** What is done to the storage, apart from each other because each takes long. */
  private enum Group {
    FAILS,
    KILLED,
    FREEZES,
    PARTS;

    boolean isOf(String storage) {
      return switch (this) {
        case FAILS, KILLED -> true;
        case FREEZES -> storage.equals("hdfs");
        case PARTS -> storage.equals("s3a");
      };
    }
  }

  /**
   * @param arguments names of storages, each for itself or with a group of faults: {@code
   *     hdfs:killed}
   */
  public static void main(String[] arguments) throws Exception {
    boolean held = true;
    for (String argument : arguments) {
      String[] words = argument.split(":", 2);
      Table table = new Table(argument.replace(':', '-'));
      System.out.print(Table.HEADER);
      for (Group group : groups(words)) {
        run(words[0], group, table);
      }
      table.violations().forEach(System.out::println);
      held &= table.violations().isEmpty();
    }
    System.exit(held ? 0 : 1);
  }

  private static List<Group> groups(String[] words) {
    List<Group> groups =
        Arrays.stream(Group.values()).filter(group -> group.isOf(words[0])).toList();
    if (words.length == 1) {
      return groups;
    }
    Group wanted = Group.valueOf(words[1].toUpperCase(Locale.ROOT));
    if (!groups.contains(wanted)) {
      throw new IllegalArgumentException(words[0] + " has no group " + wanted + ": " + groups);
    }
    return List.of(wanted);
  }

  private static Medium medium(String name, Group group, Path directory) throws IOException {
    return switch (name) {
      case "local" -> LocalMedium.in(directory);
      case "hdfs" ->
          group == Group.FREEZES
              ? HdfsMedium.impatient(directory, FreezeMatrix.CLIENT)
              : HdfsMedium.in(directory);
      case "s3a" -> group == Group.PARTS ? S3Medium.inParts(directory) : S3Medium.in(directory);
      default -> throw new IllegalArgumentException("no storage " + name + ": local, hdfs, s3a");
    };
  }

  private static void run(String name, Group group, Table table)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("skymask-faults");
    try (Medium medium = medium(name, group, directory);
        JavaSparkContext spark = TestSpark.open("local[1]", new HashMap<>(medium.disturbed()))) {
      switch (group) {
        case FAILS -> fails(spark, medium, table);
        case KILLED -> killed(new KillMatrix(spark, medium, "fedavg", FEDAVG), table);
        case FREEZES ->
            new FreezeMatrix(spark, (HdfsMedium) medium, "fedavg", FEDAVG)
                .run(Moment.BEFORE, Effect.CALLS, op -> true, table);
        case PARTS -> parts(spark, medium, table);
      }
    } finally {
      org.skymask.cli.TestFederation.delete(directory);
    }
  }

  private static void fails(JavaSparkContext spark, Medium medium, Table table)
      throws IOException, InterruptedException {
    fails(new FailMatrix(spark, medium, "fedavg", FEDAVG), table);
    if (medium instanceof LocalMedium) {
      // Aggregators ask nothing of storage: one is enough where it is slow.
      fails(new FailMatrix(spark, medium, "skymask", SKYMASK), table);
    }
  }

  private static void fails(FailMatrix round, Table table)
      throws IOException, InterruptedException {
    Medium medium = round.medium;
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

  private static void parts(JavaSparkContext spark, Medium medium, Table table)
      throws IOException, InterruptedException {
    FailMatrix round = new FailMatrix(spark, medium, "fedavg, in parts", FEDAVG);
    for (Effect effect : List.of(Effect.FAILS, Effect.STAYS_DOWN, Effect.HANGS)) {
      round.run(Moment.BEFORE, effect, S3Medium::isOfParts, table);
      round.run(Moment.AFTER, effect, S3Medium::isOfParts, table);
    }
    KillMatrix killed = new KillMatrix(spark, medium, "fedavg, in parts", FEDAVG);
    killed.run(Moment.BEFORE, Effect.HANGS, S3Medium::isOfParts, table);
    killed.run(Moment.AFTER, Effect.HANGS, S3Medium::isOfParts, table);
  }

  private static void killed(KillMatrix round, Table table)
      throws IOException, InterruptedException {
    Medium medium = round.medium;
    round.run(Moment.AFTER, Effect.HANGS, Matrix::isWriting, table);
    if (medium.isTimed()) {
      round.run(Moment.BEFORE, Effect.HANGS, Matrix::isWriting, table);
    } else {
      // Where nothing gives up by itself, a driver that reads hangs as well until it is killed.
      round.run(Moment.BEFORE, Effect.HANGS, op -> true, table);
      round.run(Moment.HALFWAY, Effect.HANGS, medium::hasMiddle, table);
      round.run(Moment.BEFORE, Effect.WAITS, Matrix::isWriting, table);
    }
  }
}
