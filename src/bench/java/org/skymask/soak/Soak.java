package org.skymask.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.TestSpark;
import org.skymask.cli.TestFederation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.round.Progress;
import org.skymask.round.RoundResult;
import org.skymask.round.run.RoundJob;

/** Round after round of one federation in one process, as a driver that never ends would run. */
final class Soak {
  /** Of 1,000: so many first rounds are compared with so many last ones. */
  private static final int COMPARED = 100;

  private final TestFederation federation;
  private final JavaSparkContext spark;
  private final List<Path> scratch;
  private final SoakedFederation chain = new SoakedFederation();

  private Soak(TestFederation federation, JavaSparkContext spark, List<Path> scratch) {
    this.federation = federation;
    this.spark = spark;
    this.scratch = scratch;
  }

  /**
   * @param arguments an empty directory and the number of rounds
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path local = Files.createDirectories(directory.resolve("spark-local"));
    TestFederation federation = TestFederation.digits(directory.resolve("federation"));
    TestFederation.delete(directory.resolve("federation/updates"));
    List<Path> scratch = List.of(local, Path.of(System.getProperty("java.io.tmpdir")));
    List<Measures> taken;
    boolean whole;
    try (JavaSparkContext spark =
            TestSpark.open("local[2]", Map.of("spark.local.dir", local.toString()));
        PrintWriter out = new PrintWriter(directory.resolve("rounds.tsv").toFile())) {
      Soak soak = new Soak(federation, spark, scratch);
      taken = soak.run(rounds, out);
      whole = soak.chain.isWhole(spark, soak.settings());
    }
    // The very first load classes and compile code: a median does not see them.
    int count = Math.min(COMPARED, rounds / 2);
    boolean flat =
        Steadiness.isFlat(
            taken.subList(0, count), taken.subList(taken.size() - count, taken.size()));
    System.exit(flat && whole ? 0 : 1);
  }

  private List<Measures> run(int rounds, PrintWriter out) throws Exception {
    out.println("round\t" + String.join("\t", Measures.NAMES));
    List<Measures> taken = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      SoakedSilos.upload(federation, federation.version(round - 1));
      double seconds = round(round);
      taken.add(Measures.take(round, seconds, spark, scratch));
      out.println(taken.get(taken.size() - 1).line());
      out.flush();
    }
    return taken;
  }

  private Settings settings() throws IOException {
    Map<String, String> changes =
        Map.of("mask.epochs", "2", "quorum.on-rejection", "carry", "root.epochs", "1");
    return SettingsLoader.load(federation.config(), changes);
  }

  private double round(int round) throws IOException {
    long begun = System.nanoTime();
    RoundJob job = new RoundJob(spark, settings(), Progress.SILENT);
    RoundResult result = job.run(OptionalInt.of(round));
    double seconds = (System.nanoTime() - begun) / 1e9;
    chain.add(result.record().result().outcome().code());
    return seconds;
  }
}
