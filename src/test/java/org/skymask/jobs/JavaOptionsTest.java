package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skymask.DriverProcess;

/** The options with which Java 17 runs Spark stand once, in a file that java itself reads. */
class JavaOptionsTest {
  private static final Path OWNER = Path.of("jobs/lib/java.options");

  /** Spark reads no file of options for a driver on a worker, so its configuration repeats them. */
  @Test
  void aStandaloneClustersDriversHaveThemToo() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("conf/standalone.conf"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("spark.driver.extraJavaOptions"))
        .singleElement()
        .asString()
        .endsWith("  " + String.join(" ", Files.readAllLines(OWNER)));
  }

  @Test
  void theseTestsRunWithThem() throws IOException {
    assertThat(DriverProcess.opens()).containsAll(Files.readAllLines(OWNER));
  }
}
