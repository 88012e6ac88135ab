package org.skymask.fault;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.fault.Fault.Effect;

/** The driver in this JVM gets I/O errors. */
final class FailMatrix extends Matrix {

  private boolean asksDespite;

  FailMatrix(JavaSparkContext spark, Medium medium, String round, Map<String, String> settings)
      throws IOException {
    super(spark, medium, round, settings);
  }

  @Override
  String told(Effect effect) {
    return effect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Where storage that stays down fails what a round can do without, it goes on to the commit. */
  @Override
  boolean mayBeUnknown(int k) {
    return super.mayBeUnknown(k) || asksDespite;
  }

  @Override
  Disturbed disturbed(String models, Fault fault) {
    medium.arm(fault);
    int exit = trial.exit(models);
    List<String> seen = medium.seen();
    if (seen.size() < fault.at()) {
      throw new AssertionError("the round ended with " + exit + " before the fault: " + seen);
    }
    asksDespite = fault.effect() == Effect.STAYS_DOWN && seen.stream().anyMatch(Medium::isCommit);
    return new Disturbed(exit, seen.get(fault.at() - 1));
  }
}
