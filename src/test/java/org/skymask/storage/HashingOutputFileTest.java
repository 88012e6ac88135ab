package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.parquet.io.PositionOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashingOutputFileTest {

  /** A disk that takes bytes and cannot be made to keep them. */
  private static final class Forgetful extends RawLocalFileSystem {
    int open;

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
      open++;
      return new FSDataOutputStream(new Unsynced(Files.newOutputStream(file(path))), null);
    }

    private java.nio.file.Path file(Path path) {
      return pathToFile(path).toPath();
    }

    private final class Unsynced extends OutputStream implements Syncable, StreamCapabilities {
      private final OutputStream out;

      Unsynced(OutputStream out) {
        this.out = out;
      }

      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public boolean hasCapability(String capability) {
        return true;
      }

      @Override
      public void hflush() {}

      @Override
      public void hsync() throws IOException {
        throw new IOException("Input/output error");
      }

      @Override
      public void close() throws IOException {
        open--;
        out.close();
      }
    }
  }

  @Test
  void aFileThatCannotBeSynchronisedIsClosedAllTheSame(@TempDir java.nio.file.Path directory)
      throws IOException {
    Forgetful disk = new Forgetful();
    disk.initialize(disk.getUri(), new Configuration(false));
    HashingOutputFile file =
        new HashingOutputFile(disk, new Path(directory.toUri()), "part-0.parquet");
    PositionOutputStream out = file.create(0);
    out.write(1);
    assertThat(disk.open).isEqualTo(1);
    assertThatThrownBy(out::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-0.parquet: Input/output error");
    assertThat(disk.open).isZero();
    assertThat(file.written().sha256()).isEmpty();
  }
}
