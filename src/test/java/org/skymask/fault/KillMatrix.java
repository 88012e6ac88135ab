package org.skymask.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fault.Fault.Effect;

/**
 * The driver is a process of its own. Its storage hangs, and it is killed by SIGKILL; or it waits,
 * and it is told to stop by SIGTERM.
 */
final class KillMatrix extends Matrix {

  KillMatrix(JavaSparkContext spark, Medium medium, String round, Map<String, String> settings)
      throws IOException {
    super(spark, medium, round, settings);
  }

  @Override
  String told(Effect effect) {
    return effect == Effect.WAITS ? "SIGTERM" : "hangs, then SIGKILL";
  }

  @Override
  int disturbed(String models, Fault fault) throws IOException, InterruptedException {
    SkyMaskProcess driver = SkyMaskProcess.start(medium.options(fault), arguments(models));
    medium.awaitHanging(driver);
    if (fault.effect() == Effect.WAITS) {
      driver.terminate();
    } else {
      driver.kill();
    }
    return driver.end().exit();
  }

  private String[] arguments(String models) {
    Map<String, String> keys = new TreeMap<>(Trial.keys(medium, models, settings));
    keys.putAll(medium.disturbed());
    List<String> arguments = new ArrayList<>(List.of("round", "--round", "1", "--json"));
    keys.forEach(
        (key, value) -> {
          arguments.add("-D");
          arguments.add(key + "=" + value);
        });
    return arguments.toArray(String[]::new);
  }
}
