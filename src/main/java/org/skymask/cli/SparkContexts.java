package org.skymask.cli;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.skymask.config.Secrets;
import org.skymask.config.Settings;
import org.skymask.storage.StorageDefaults;

/** Opens Spark: with the settings of spark-submit, otherwise embedded. */
final class SparkContexts {
  /**
   * As the launcher sets them for the driver: a round is short, and only its numeric loops are
   * worth compiling early. Mask training on fresh executors takes a third less time. Huge pages
   * spare passes over many rows most of their TLB misses.
   */
  private static final String EXECUTOR_OPTIONS =
      "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages -XX:CompileCommand=quiet"
          + " -XX:CompileCommand=CompileThresholdScaling,org.skymask.*::*,0.05"
          + " -XX:CompileCommand=CompileThresholdScaling,org.apache.xbean.*::*,10.0"
          + " -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000"
          + " -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=400000";

  private SparkContexts() {}

  /**
   * How files are reached, for commands that need no Spark: {@code spark.hadoop.*} and the like.
   */
  static Configuration hadoop(Settings settings) {
    return SparkHadoopUtil.get().newConfiguration(conf(settings));
  }

  private static SparkConf conf(Settings settings) {
    UserName.settle();
    NativeCache.settle();
    SparkConf conf = new SparkConf();
    // spark-submit's --conf arrives as system properties and stands above the file.
    settings.spark().forEach(conf::setIfMissing);
    // Spark's UI and its event log hide what this matches.
    conf.setIfMissing("spark.redaction.regex", Secrets.REGEX);
    StorageDefaults.missing(SparkHadoopUtil.get().newConfiguration(conf))
        .forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    return conf;
  }

  /**
   * @throws IOException where this machine lacks what Spark needs
   */
  static JavaSparkContext open(Settings settings, String command) throws IOException {
    SparkConf conf = conf(settings);
    conf.setIfMissing("spark.app.name", name(settings, command));
    // Metrics keep their names from round to round: Spark's own are of the application's id.
    conf.setIfMissing("spark.metrics.namespace", "skymask");
    if (!conf.contains("spark.master")) {
      embed(conf);
    }
    if (conf.get("spark.master").startsWith("local")) {
      // A task without memory is then a task that failed; Spark would end the driver with 52.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    conf.setIfMissing("spark.executor.extraJavaOptions", EXECUTOR_OPTIONS);
    // Tasks run side by side, and each computes with one thread.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
    // Cards are numbered as their driver's tools number them, and compute in float32 as CPUs do:
    // convolutions would take 10 bits of mantissa otherwise.
    conf.setIfMissing("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
    conf.setIfMissing("spark.executorEnv.NVIDIA_TF32_OVERRIDE", "0");
    // Values of updates are noise to a compressor: it makes them no smaller, and every byte of a
    // round goes through the shuffle once.
    conf.setIfMissing("spark.shuffle.compress", "false");
    conf.setIfMissing("spark.shuffle.spill.compress", "false");
    // Records and primitive arrays travel between tasks; Kryo 4 cannot read records on Java 17.
    conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    LocalDirectories.require(conf);
    ProgramEnd.mendExitCodes();
    return new JavaSparkContext(conf);
  }

  /** In Spark's UI and history: {@code skymask round demo}. */
  private static String name(Settings settings, String command) {
    String what = "skymask " + command.replace("Command", "").toLowerCase(Locale.ROOT);
    return settings.where().federation() == null
        ? what
        : what + " " + settings.where().federation();
  }

  /** As many as elsewhere: local[*] gives a task one, whatever spark.task.maxFailures says. */
  private static int attempts(SparkConf conf) {
    return conf.getInt("spark.task.maxFailures", 4);
  }

  private static void embed(SparkConf conf) {
    String master = System.getenv("SKYMASK_MASTER");
    conf.setMaster(master == null || master.isBlank() ? "local[*," + attempts(conf) + "]" : master);
    conf.setIfMissing("spark.ui.enabled", "false");
    // Each job broadcasts its task, in a buffer of this size that has to be zeroed: 4 MiB
    // otherwise.
    conf.setIfMissing("spark.broadcast.blockSize", "256k");
    // Nobody else is to reach an embedded driver, and a machine without a network has to do.
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
  }
}
