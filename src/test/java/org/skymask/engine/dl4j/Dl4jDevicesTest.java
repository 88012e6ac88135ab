package org.skymask.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.engine.Device;
import org.skymask.engine.EngineException;

class Dl4jDevicesTest {
  @Test
  void aBuildForProcessorsRefusesACard() {
    assertThatThrownBy(() -> Dl4jDevices.use(Device.cuda(0)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("-Pcuda");
  }

  /** In a process of its own: a build with ND4J's CUDA backend, on a machine with an H100. */
  @Test
  void aCardThatIsTooNewIsRefusedBeforeNd4jIsLoaded(@TempDir Path directory) throws Exception {
    Path source = Files.createDirectories(directory.resolve("classes")).resolve("Backend.java");
    Files.writeString(source, "package org.nd4j.linalg.jcublas; class JCublasBackend {}");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", source.getParent() + "", source + "");
    assertThat(compiled).isZero();
    Path tool = Files.createDirectory(directory.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(
        tool, "#!/bin/sh\necho \"$@\" >\"$0.asked\"\necho '0, NVIDIA H100 80GB HBM3, 9.0'\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            source.getParent() + File.pathSeparator + System.getProperty("java.class.path"),
            TakesCard.class.getName());
    builder.environment().put("PATH", tool.getParent() + File.pathSeparator + "/usr/bin:/bin");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("GPU 0, NVIDIA H100 80GB HBM3, has compute capability 9.0", "architecture.pt");
    assertThat(Files.readString(Path.of(tool + ".asked"))).contains("index,name,compute_cap");
  }

  /** Asks for the first card and prints why it gets none. */
  static final class TakesCard {
    public static void main(String[] arguments) {
      try {
        Dl4jDevices.use(Device.cuda(0));
      } catch (EngineException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void andComputesOnTheProcessor() {
    assertThatCode(() -> Dl4jDevices.use(Device.CPU)).doesNotThrowAnyException();
  }
}
