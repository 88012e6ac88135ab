package org.skymask.fault;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A file system whose operations {@link Faults} counts. Subclasses are named in configurations. */
abstract class FaultyFileSystem extends FilterFileSystem {

  FaultyFileSystem(FileSystem real) {
    super(real);
  }

  static String name(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return FaultyInput.of(
        Faults.at("open", name(path), () -> fs.open(path, bufferSize)), name(path));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream real =
        Faults.at(
            "create",
            name(path),
            () ->
                fs.create(
                    path, permission, overwrite, bufferSize, replication, blockSize, progress));
    return FaultyOutput.of(real, name(path));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return Faults.at("rename", name(to), () -> fs.rename(from, to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return Faults.at("delete", name(path), () -> fs.delete(path, recursive));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Faults.at("list", name(path), () -> fs.listStatus(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return Faults.at("status", name(path), () -> fs.getFileStatus(path));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return Faults.at("mkdirs", name(path), () -> fs.mkdirs(path, permission));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return Faults.at("mkdirs", name(path), () -> fs.mkdirs(path));
  }
}
