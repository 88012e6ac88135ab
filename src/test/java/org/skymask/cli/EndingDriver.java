package org.skymask.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.SettingsLoader;

/** A driver that ends as its first argument says: of want of memory, or by another's exit code. */
public final class EndingDriver {
  private EndingDriver() {}

  public static void main(String... arguments) throws Exception {
    ProgramEnd.watch(arguments);
    try (JavaSparkContext spark =
        SparkContexts.open(SettingsLoader.load(null, Map.of()), "EndingDriver")) {
      if (arguments[0].equals("memory")) {
        spark.parallelize(List.of(1)).map(one -> new long[Integer.MAX_VALUE - 8].length).collect();
      } else {
        int exit = Integer.parseInt(arguments[0]);
        new Thread(() -> System.exit(exit)).start();
        new CountDownLatch(1).await();
      }
    } catch (Exception e) {
      Failure failure = Failure.of(e);
      Cli.say(failure, false);
      ProgramEnd.with(failure.exit());
    }
  }
}
