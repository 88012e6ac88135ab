package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDiskTest {
  @ParameterizedTest
  @CsvSource({"022,rw-r--r--,rwxr-xr-x", "077,rw-------,rwx------", "007,rw-rw----,rwxrwx---"})
  void filesAndDirectoriesHaveTheModesThatTheUmaskLeaves(
      String umask, String file, String folder, @TempDir java.nio.file.Path directory)
      throws IOException {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.permissions.umask-mode", umask);
    FileSystem disk = LocalDisk.of(hadoop);

    Storage.write(disk, new Path(directory + "/a/b"), "c", "text");

    assertThat(mode(directory, "a")).isEqualTo(folder);
    assertThat(mode(directory, "a/b")).isEqualTo(folder);
    assertThat(mode(directory, "a/b/c")).isEqualTo(file);
    assertThat(directory.resolve("a/b/.c.crc")).doesNotExist();
  }

  @Test
  void aModeIsSetAsItIsToldAndReadBack(@TempDir java.nio.file.Path directory) throws IOException {
    FileSystem disk = Storage.of(new Path(directory.toUri()), new Configuration(false));
    assertThat(disk).isInstanceOf(LocalDisk.class);
    Path file = new Path(directory + "/file");
    Storage.write(disk, file.getParent(), "file", "text".getBytes(StandardCharsets.UTF_8));

    disk.setPermission(file, new FsPermission((short) 0415));

    assertThat(mode(directory, "file")).isEqualTo("r----xr-x");
    assertThat(disk.getFileStatus(file).getPermission()).isEqualTo(new FsPermission((short) 0415));
  }

  @Test
  void aModeOfNothingIsAnError(@TempDir java.nio.file.Path directory) throws IOException {
    Path missing = new Path(directory + "/missing");

    assertThatThrownBy(
            () ->
                LocalDisk.of(new Configuration(false))
                    .setPermission(missing, new FsPermission((short) 0644)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  private String mode(java.nio.file.Path directory, String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
  }
}
