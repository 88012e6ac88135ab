package org.skymask.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.engine.EngineException;

/** A libtorch of one's own that cannot be loaded, in a process of its own: a JVM loads it once. */
class TorchRuntimeTest {

  /** Asks twice: what failed to load once is not forgotten, and not another error. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] arguments) {
      for (int time = 0; time < 2; time++) {
        try {
          System.out.println(TorchRuntime.cards());
        } catch (EngineException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  @Test
  void tellsWhichLibraryCannotBeLoadedAndWhy(@TempDir Path directory)
      throws IOException, InterruptedException {
    for (String name : List.of("libc10.so", "libtorch_cpu.so", "libtorch.so")) {
      Files.writeString(directory.resolve(name), "no library");
    }
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Asking.class.getName());
    Map<String, String> environment =
        Map.of("PYTORCH_LIBRARY_PATH", directory.toString(), "PYTORCH_VERSION", "2.7.1");

    Run run = SkyMaskProcess.start(command, environment).end();

    String message =
        "the libtorch of PYTORCH_LIBRARY_PATH (" + directory + ") cannot be loaded: " + directory;
    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith(message), run.out());
  }
}
