package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.fixture.Needs;
import org.skymask.model.Reason;

/** Pipes, sockets, devices and links are not opened: a pipe that nobody writes to never answers. */
@SuppressWarnings("NullAway.Init")
class SpecialFilesTest {
  @TempDir Path round;
  private Path directory;

  @BeforeEach
  void upload() throws IOException {
    directory = Upload.of("site-a", Upload.values(5)).write(round, "site-a");
  }

  private void refused(String detail) throws IOException {
    RecordingFileSystem fs = new RecordingFileSystem(Local.raw());
    UploadAdmissionTest.assertRefused(
        Upload.admission().admit(fs, Local.path(directory)), Reason.UNREADABLE, detail);
    assertThat(fs.opened).allMatch(path -> path.getName().equals("_manifest.json"));
  }

  private static void run(String... command) throws IOException {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"_manifest.json", "_manifest.dsse.json", "part-0.parquet"})
  void aPipe(String name) throws IOException {
    Files.delete(directory.resolve(name.startsWith("_") ? "_manifest.json" : name));
    run("mkfifo", directory.resolve(name).toString());
    refused(name + " is not a file but a pipe, a socket or a device");
  }

  @Test
  void aSocket() throws IOException {
    Files.delete(directory.resolve("part-0.parquet"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(directory.resolve("part-0.parquet")));
      refused("part-0.parquet is not a file but a pipe, a socket or a device");
    }
  }

  @Test
  void aDevice() throws IOException, InterruptedException {
    Files.delete(directory.resolve("_manifest.json"));
    String[] command = {"mknod", directory.resolve("_manifest.json").toString(), "c", "1", "5"};
    Needs.that(
        new ProcessBuilder(command).start().waitFor() == 0, "devices cannot be made (no root)");
    refused("_manifest.json is not a file but a pipe, a socket or a device");
  }

  @Test
  void aDirectoryThatIsAPipe() throws IOException {
    Path pipe = round.resolve("client=pipe");
    run("mkfifo", pipe.toString());
    directory = pipe;
    refused("client=pipe is not a directory but a pipe");
  }

  @Test
  void linksInCirclesAreNotFollowed() throws IOException {
    Files.createSymbolicLink(directory.resolve("a"), Path.of("."));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("."));
    assertThat(
            ClientDirectory.isComplete(
                Local.raw(), Local.path(directory), Limits.DEFAULTS.readTimeLimit()))
        .isTrue();
    Files.delete(directory.resolve("_manifest.json"));
    assertThat(
            ClientDirectory.isComplete(
                Local.raw(), Local.path(directory), Limits.DEFAULTS.readTimeLimit()))
        .isFalse();
    Files.createSymbolicLink(directory.resolve("_manifest.json"), Path.of("none"));
    assertThat(
            ClientDirectory.isComplete(
                Local.raw(), Local.path(directory), Limits.DEFAULTS.readTimeLimit()))
        .isTrue();
    refused("_manifest.json is not a file but a symbolic link");
  }
}
