package org.skymask.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.config.Settings;
import org.skymask.round.RoundException;
import org.skymask.round.chain.CheckedVersion;
import org.skymask.round.chain.VerifyJob;
import org.skymask.round.sweep.SweepJob;

/** What a soak has published: how its rounds ended, whether all versions stand, what is left. */
final class SoakedFederation {
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int rounds;

  void add(String outcome) {
    rounds++;
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** Verifies every version, and looks for what no commit names; whether all is as it should be. */
  boolean isWhole(JavaSparkContext spark, Settings settings) throws IOException, RoundException {
    VerifyJob.Result verified = new VerifyJob(spark, settings).run(OptionalInt.empty());
    SweepJob.Result swept =
        new SweepJob(spark.hadoopConfiguration(), settings).run(Duration.ZERO, false);
    long right = verified.rounds().stream().filter(CheckedVersion::isRight).count();
    System.out.printf(
        "%n%d rounds: %s; verify: %d of %d versions right; left behind: %d%n",
        rounds, outcomes, right, verified.rounds().size(), swept.leftovers().size());
    return verified.isRight()
        && verified.newest() == rounds
        && swept.isRight()
        && swept.leftovers().isEmpty();
  }
}
