package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The executor processes that this process has started, as a local cluster does. */
final class Executors {
  private Executors() {}

  /** Kills (SIGKILL) an executor; whether it was there. */
  static boolean kill(String id) {
    Optional<ProcessHandle> executor = running().stream().filter(p -> is(p, id)).findFirst();
    return executor.isPresent() && executor.get().destroyForcibly();
  }

  /** Kills any executor; whether there was one. */
  static boolean killAny() {
    return running().stream().findFirst().map(ProcessHandle::destroyForcibly).orElse(false);
  }

  /** Kills all executors; whether there was one. */
  static boolean killAll() {
    List<ProcessHandle> executors = running();
    executors.forEach(ProcessHandle::destroyForcibly);
    return !executors.isEmpty();
  }

  private static List<ProcessHandle> running() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  private static boolean is(ProcessHandle process, String id) {
    try {
      String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return line.contains("--executor-id\0" + id + "\0");
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }
}
