package org.skymask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/gpu-discovery} with a program that stands in for the driver's tool. */
class GpuDiscoveryTest {
  private static Process discover(Path directory, String tool) throws IOException {
    Path program = directory.resolve("nvidia-smi");
    Files.writeString(program, "#!/bin/sh\n" + tool + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder("jobs/gpu-discovery");
    builder.environment().put("PATH", directory + File.pathSeparator + System.getenv("PATH"));
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void sparkReadsWhatItPrints(@TempDir Path directory) throws Exception {
    Process process =
        discover(
            directory,
            "[ \"$*\" = '--query-gpu=index --format=csv,noheader' ] || exit 1; printf '0\\n1\\n'");
    ResourceInformation cards = ResourceInformation.parseJson(output(process));
    assertThat(process.waitFor()).isZero();
    assertThat(cards.name()).isEqualTo("gpu");
    assertThat(cards.addresses()).containsExactly("0", "1");
  }

  @Test
  void withoutADriverItFails(@TempDir Path directory) throws Exception {
    Process process = discover(directory, "echo 'NVIDIA-SMI has failed'; exit 9");
    assertThat(output(process)).isEmpty();
    assertThat(process.waitFor()).isNotZero();
  }
}
