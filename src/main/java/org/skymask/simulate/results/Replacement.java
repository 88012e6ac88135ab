package org.skymask.simulate.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.skymask.storage.FileNames;
import org.skymask.storage.LocalFiles;
import org.skymask.storage.Removal;

/**
 * Replaces a file as a whole, also where several processes do at once: the last one's stands. Where
 * renaming replaces (local file systems, HDFS) it is written beside and renamed; object storages
 * make a file visible when it is complete.
 */
final class Replacement {
  private final FileSystem fs;
  private final Path file;
  private final Configuration hadoop;

  /**
   * @param hadoop of the caller: a file system that is shared may have been opened with another
   */
  Replacement(FileSystem fs, Path file, Configuration hadoop) {
    this.fs = fs;
    this.file = file;
    this.hadoop = hadoop;
  }

  /** Writes to a path. */
  @FunctionalInterface
  interface Writer {
    void to(Path path) throws IOException;
  }

  void write(String text) throws IOException {
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

  void write(Writer writer) throws IOException {
    String scheme = fs.getUri().getScheme();
    if (scheme.startsWith("s3")) {
      writer.to(file);
      return;
    }
    Path beside = new Path(file.getParent(), FileNames.temporary(file.getName()));
    try {
      writer.to(beside);
      rename(beside, scheme);
    } catch (IOException | RuntimeException e) {
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
