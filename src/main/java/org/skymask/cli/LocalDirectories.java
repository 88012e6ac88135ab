package org.skymask.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/** Checks the directories in which Spark keeps blocks: Spark ends the process where it has none. */
final class LocalDirectories {
  private static final String KEY = "spark.local.dir";

  private LocalDirectories() {}

  /**
   * Checks that at least one can be written; Spark goes on without the others.
   *
   * @throws IOException that tells of each why it cannot
   */
  static void require(SparkConf conf) throws IOException {
    List<String> problems = new ArrayList<>();
    String chosen = System.getenv("SPARK_LOCAL_DIRS");
    String all =
        chosen != null ? chosen : conf.get(KEY, System.getProperty("java.io.tmpdir", "/tmp"));
    for (String directory : all.split(",")) {
      try {
        Files.delete(
            Files.createTempFile(Files.createDirectories(Path.of(directory)), "skymask", ""));
        return;
      } catch (IOException e) {
        problems.add(Failure.of(e).message());
      }
    }
    throw new IOException(
        "Spark has no directory to keep blocks in ("
            + String.join("; ", problems)
            + "): name one that can be written by "
            + (chosen != null ? "SPARK_LOCAL_DIRS" : KEY));
  }
}
