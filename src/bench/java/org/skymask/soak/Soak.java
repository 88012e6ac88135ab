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
import org.skymask.cli.Federation;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.round.Progress;
import org.skymask.round.RoundJob;

/** Round after round of one federation in one process, as a driver that never ends would run. */
final class Soak {
  /** Rounds before the first that counts: classes are loaded, code is compiled. */
  private static final int WARM = 20;

  private final Federation federation;
  private final JavaSparkContext spark;
  private final List<Path> scratch;

  private Soak(Federation federation, JavaSparkContext spark, List<Path> scratch) {
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
    Federation federation = Federation.digits(directory.resolve("federation"));
    Federation.delete(directory.resolve("federation/updates"));
    List<Path> scratch = List.of(local, Path.of(System.getProperty("java.io.tmpdir")));
    List<Measures> taken;
    try (JavaSparkContext spark =
            TestSpark.open("local[2]", Map.of("spark.local.dir", local.toString()));
        PrintWriter out = new PrintWriter(directory.resolve("rounds.tsv").toFile())) {
      taken = new Soak(federation, spark, scratch).run(rounds, out);
    }
    int count = Math.min(100, (rounds - WARM) / 2);
    boolean flat =
        Growth.isFlat(
            taken.subList(WARM, WARM + count), taken.subList(taken.size() - count, taken.size()));
    System.exit(flat ? 0 : 1);
  }

  private List<Measures> run(int rounds, PrintWriter out) throws Exception {
    out.println("round\t" + String.join("\t", Measures.NAMES));
    List<Measures> taken = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Silos.upload(federation, federation.version(round - 1));
      double seconds = round(round);
      taken.add(Measures.take(round, seconds, spark, scratch));
      out.println(taken.get(taken.size() - 1).line());
      out.flush();
    }
    return taken;
  }

  private double round(int round) throws IOException {
    Map<String, String> changes =
        Map.of("mask.epochs", "2", "quorum.on-rejection", "carry", "root.epochs", "1");
    long begun = System.nanoTime();
    Settings settings = SettingsLoader.load(federation.config(), changes);
    new RoundJob(spark, settings, Progress.SILENT).run(OptionalInt.of(round));
    return (System.nanoTime() - begun) / 1e9;
  }
}
