package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tests in Python that need the built project: they run its launcher. */
final class PythonTests {
  private PythonTests() {}

  /**
   * Runs a file of tests by pytest.
   *
   * @param passed how many there are: none may be skipped
   */
  static void run(String python, String file, int passed) {
    String client = Path.of("clients/python/src").toAbsolutePath().toString();
    List<String> command =
        List.of(python, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "-v", file);
    String said = Commands.run(Map.of("PYTHONPATH", client), command);
    assertThat(said).contains(passed + " passed").doesNotContain("skipped");
  }
}
