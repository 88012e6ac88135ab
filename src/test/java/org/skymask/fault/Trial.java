package org.skymask.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.cli.Exits;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.round.Progress;
import org.skymask.round.RoundResult;
import org.skymask.round.run.RoundJob;

/** Rounds of one federation in this JVM. */
final class Trial {
  private final JavaSparkContext spark;
  private final Medium medium;
  private final Map<String, String> changes;

  /**
   * @param changes settings above those of the federation
   */
  Trial(JavaSparkContext spark, Medium medium, Map<String, String> changes) {
    this.spark = spark;
    this.medium = medium;
    this.changes = changes;
  }

  /** Settings of a round on the medium. */
  static Map<String, String> keys(Medium medium, String models, Map<String, String> changes) {
    return keys(medium.updates(), medium.root(), models, changes);
  }

  /** Arguments of a driver of its own that runs round 1. */
  static String[] arguments(Medium medium, String models, Map<String, String> changes) {
    Map<String, String> keys = new TreeMap<>(medium.disturbed());
    keys.putAll(keys(medium, models, changes));
    List<String> arguments = new ArrayList<>(List.of("round", "--round", "1", "--json"));
    keys.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments.toArray(String[]::new);
  }

  static Map<String, String> keys(
      String updates, String root, String models, Map<String, String> changes) {
    Map<String, String> keys = new TreeMap<>();
    keys.put("federation", "digits-signflip");
    keys.put("updates", updates);
    keys.put("models", models);
    keys.put("root.data", root);
    keys.put("root.batch-size", "16");
    keys.put("root.learning-rate", "0.1");
    keys.putAll(changes);
    return keys;
  }

  /** Runs round 1; its digest. */
  String digest(String models) throws IOException {
    return String.valueOf(run(models).record().result().model());
  }

  /** What an undisturbed round asks of the storage, in its order. */
  List<String> operations() throws IOException {
    String models = medium.models();
    medium.arm(new Fault(Integer.MAX_VALUE, Moment.BEFORE, Effect.FAILS, medium.scope()));
    digest(models);
    List<String> operations = medium.seen();
    medium.arm(null);
    if (operations.isEmpty()) {
      throw new IllegalStateException(medium.name() + ": no operation went by the faults");
    }
    return operations;
  }

  private RoundResult run(String models) throws IOException {
    Settings settings = SettingsLoader.load(null, keys(medium, models, changes));
    return new RoundJob(spark, settings, Progress.SILENT).run(OptionalInt.of(1));
  }

  /** Runs round 1; its exit code. */
  int exit(String models) {
    try {
      return run(models).isRejected() ? 4 : 0;
    } catch (Exception | Error e) { // Spark throws what it does not declare.
      return Exits.of(e);
    }
  }
}
