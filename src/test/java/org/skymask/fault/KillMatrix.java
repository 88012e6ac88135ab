package org.skymask.fault;

import java.io.IOException;
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
  Disturbed disturbed(String models, Fault fault) throws IOException, InterruptedException {
    Map<String, String> patient = new TreeMap<>(settings);
    patient.putAll(medium.patience());
    SkyMaskProcess driver =
        SkyMaskProcess.startInOrder(
            medium.options(fault), Trial.arguments(medium, models, patient));
    String hit = medium.awaitHanging(driver, fault);
    if (fault.effect() == Effect.WAITS) {
      driver.terminate();
    } else {
      driver.kill();
    }
    return new Disturbed(driver.end().exit(), hit);
  }
}
