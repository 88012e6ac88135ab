package org.skymask.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of few bytes in memory; making one takes the right to mount. */
final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one, or skips the test. */
  static SmallDisk mount(Path directory, String size) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    boolean mounted =
        done("mount", "-t", "tmpfs", "-o", "size=" + size, "skymask", directory.toString());
    assumeTrue(mounted, "skipped: this user may not mount a small file system");
    return new SmallDisk(directory);
  }

  Path directory() {
    return directory;
  }

  /** Gives it another size. */
  void resize(String size) throws IOException, InterruptedException {
    if (!done("mount", "-o", "remount,size=" + size, directory.toString())) {
      throw new IOException(directory + " cannot be mounted again");
    }
  }

  /** Nothing can be written to it from now on. */
  void readOnly() throws IOException, InterruptedException {
    if (!done("mount", "-o", "remount,ro", directory.toString())) {
      throw new IOException(directory + " cannot be mounted again");
    }
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    done("umount", "-l", directory.toString());
  }
}
