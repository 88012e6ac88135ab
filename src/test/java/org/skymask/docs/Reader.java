package org.skymask.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;

/**
 * Somebody with a clean checkout, who types what the pages show.
 *
 * @param directory looks like the checkout before anything was built
 */
record Reader(Path directory) {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("SKYMASK_TEST_PYTHON")).orElse("python3");

  /**
   * Commands that a machine may lack, and what ends with 0 where it does not. That the client's is
   * installed before it is typed is the pages' business.
   */
  private static final Map<String, String> TOOLS =
      Map.of(
          "skymask-client",
          "'" + PYTHON + "' -c 'import skymask_client.cli'",
          "python clients/python/examples/adapters.py",
          "'" + PYTHON + "' -c 'import peft, transformers' && command -v bible",
          "openssl",
          "openssl version");

  /** Begins anew where somebody has been before. */
  static Reader in(Path place) throws IOException {
    Path directory = place.toAbsolutePath();
    if (Files.exists(directory)) {
      TestFederation.delete(directory);
    }
    Files.createDirectories(directory);
    for (String name : List.of("clients", "conf", "data", "jobs", "pom.xml", "src")) {
      Files.createSymbolicLink(directory.resolve(name), HOME.resolve(name));
    }
    return new Reader(directory);
  }

  /**
   * What the lines do by which the pages install the Python client, without a package index: from
   * here on there is the command.
   */
  void installClient() throws IOException {
    command("skymask-client", "'%s' -c 'from skymask_client.cli import run; run()'");
    command("python", "'%s'");
  }

  private void command(String name, String what) throws IOException {
    Path command = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(command, ("#!/bin/sh\nexec " + what + " \"$@\"\n").formatted(PYTHON));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Whether all commands are there that a machine may lack. */
  boolean has(List<String> commands) throws IOException, InterruptedException {
    if (commands.stream().anyMatch(command -> command.contains("jobs/cluster "))
        && run(List.of("'" + PYTHON + "' -c 'import pyspark'")).exit() != 0) {
      return false;
    }
    for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
      String name = tool.getKey() + " ";
      boolean asked = commands.stream().anyMatch(command -> command.startsWith(name));
      if (asked && run(List.of(tool.getValue())).exit() != 0) {
        return false;
      }
    }
    return true;
  }

  Run run(List<String> lines) throws IOException, InterruptedException {
    return run(lines, Map.of());
  }

  /** The same with further variables in the environment. */
  Run run(List<String> lines, Map<String, String> further)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(SkyMaskProcess.SHORT_LIVED);
    environment.putAll(further);
    environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("SKYMASK_PYTHON", PYTHON);
    environment.put("PYTHONPATH", HOME.resolve("clients/python/src").toString());
    String script = "cd '" + directory + "'\n" + String.join("\n", lines);
    return SkyMaskProcess.start(List.of("bash", "-euo", "pipefail", "-c", script), environment)
        .end();
  }
}
