package org.skymask.round;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.TestSpark;
import org.skymask.engine.EngineException;
import org.skymask.round.run.RoundJob;

/** Rounds on two executors that Spark gave a card each, which are none: the driver of it. */
final class DeviceProcess {
  private DeviceProcess() {}

  /**
   * @param arguments golden case, discovery script, then {@code device:models} for each round
   */
  public static void main(String[] arguments) throws Exception {
    GoldenCase golden = GoldenCase.read(Path.of(arguments[0]));
    Map<String, String> conf = new TreeMap<>();
    conf.put("spark.executor.memory", "512m");
    conf.put("spark.executor.cores", "1");
    conf.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    conf.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    conf.put("spark.worker.resource.gpu.amount", "2");
    conf.put("spark.worker.resource.gpu.discoveryScript", arguments[1]);
    conf.put("spark.executor.resource.gpu.amount", "1");
    conf.put("spark.task.resource.gpu.amount", "1");
    conf.put("spark.scheduler.minRegisteredResourcesRatio", "1");
    conf.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s");
    try (JavaSparkContext spark = TestSpark.open("local-cluster[1,2,1024]", conf)) {
      for (String round : List.of(arguments).subList(2, arguments.length)) {
        String[] parts = round.split(":", 2);
        Map<String, String> settings = new TreeMap<>(RoundProcess.SETTINGS);
        settings.put("device", parts[0]);
        try {
          new RoundJob(spark, golden.settings(Path.of(parts[1]), settings), Progress.SILENT)
              .run(OptionalInt.empty());
        } catch (EngineException e) {
          Files.writeString(Path.of(parts[1]).resolve("failure.txt"), String.valueOf(e));
        }
      }
    }
  }
}
