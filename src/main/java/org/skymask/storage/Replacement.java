package org.skymask.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Replaces a file as a whole, also where several processes do at once: the last one's stands. Where
 * renaming replaces (local file systems, HDFS) it is written beside and renamed; object storages
 * make a file visible when it is complete.
 */
public final class Replacement {
  private final FileSystem fs;
  private final Path file;
  private final Configuration hadoop;

  /**
   * @param hadoop of the caller: a file system that is shared may have been opened with another
   */
  public Replacement(FileSystem fs, Path file, Configuration hadoop) {
    this.fs = fs;
    this.file = file;
    this.hadoop = hadoop;
  }

  /** Writes to a path. */
  @FunctionalInterface
  public interface Writer {
    void to(Path path) throws IOException;
  }

  /** Replaces it with a text. */
  public void write(String text) throws IOException {
    write(
        path -> {
          try (FSDataOutputStream out = fs.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (out.hasCapability("hsync")) {
              out.hsync();
            }
          }
        });
  }

  /** Replaces it with what is written to the path that the writer is given. */
  public void write(Writer writer) throws IOException {
    String scheme = fs.getUri().getScheme();
    if (scheme.startsWith("s3")) {
      writer.to(file);
      return;
    }
    Path beside = new Path(file.getParent(), FileNames.temporary(file.getName()));
    try {
      writer.to(beside);
      rename(beside, scheme);
    } catch (IOException | RuntimeException | FSError e) {
      Removal.discard(fs, beside);
      throw e;
    }
  }

  private void rename(Path beside, String scheme) throws IOException {
    if (scheme.equals("file")) {
      // Hadoop removes what it is to replace, and renames then: another could come between.
      LocalFiles.replace(LocalFiles.of(file), LocalFiles.of(beside));
    } else {
      FileContext.getFileContext(file.toUri(), hadoop).rename(beside, file, Rename.OVERWRITE);
    }
  }
}
