package org.skymask.admission;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;

/** Notes which files are opened, and can do something just before or instead. */
class RecordingFileSystem extends FilterFileSystem {
  /** Paths opened, in order. */
  final List<Path> opened = new ArrayList<>();

  /** Paths asked for their status. */
  final List<Path> asked = new ArrayList<>();

  RecordingFileSystem(FileSystem real) {
    super(real);
  }

  /** Runs before a file is opened. */
  void beforeOpen(Path path) throws IOException {}

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    opened.add(path);
    beforeOpen(path);
    return super.open(path, bufferSize);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    return open(path, 1 << 16);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    asked.add(path);
    return super.getFileStatus(path);
  }
}
