package org.skymask.storage.commit;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.fault.Faults;

/** Commits on the local disk, each step of which is an operation that may fail. */
public final class WatchedCommitProtocol extends StagedCommitProtocol {
  private final StagedCommitProtocol real = new LocalCommitProtocol();

  private static String name(Path path) {
    return path.toUri().getPath();
  }

  @Override
  protected void write(Path temporary, byte[] content) throws IOException {
    Faults.at(
        "write",
        name(temporary),
        () -> {
          real.write(temporary, content);
          return content;
        },
        () -> real.write(temporary, Arrays.copyOf(content, content.length / 2)));
  }

  @Override
  protected void publish(Path temporary, Path file) throws IOException {
    Faults.run("link", name(file), () -> real.publish(temporary, file));
  }

  @Override
  protected void seal(Path file) throws IOException {
    Faults.run("force", name(file.getParent()), () -> real.seal(file));
  }

  @Override
  protected void remove(Path temporary) throws IOException {
    Faults.run("remove", name(temporary), () -> real.remove(temporary));
  }

  @Override
  protected byte @Nullable [] read(Path file) throws IOException {
    byte[][] found = new byte[1][];
    Faults.run("read", name(file), () -> found[0] = real.read(file));
    return found[0];
  }

  @Override
  protected boolean isRefusal(Exception failure) {
    return real.isRefusal(failure);
  }
}
