package org.skymask.fault;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** {@code fs.hdfs.impl} of a test: HDFS, whose operations {@link Faults} counts. */
public final class FaultyHdfs extends DistributedFileSystem {

  private static String name(Path path) {
    return path.toUri().getPath();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return FaultyInput.of(
        Faults.at("open", name(path), () -> super.open(path, bufferSize)), name(path));
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
                super.create(
                    path, permission, overwrite, bufferSize, replication, blockSize, progress));
    return FaultyOutput.of(real, name(path));
  }

  @Override
  @SuppressWarnings("deprecation") // The only one that can be told not to replace.
  public void rename(Path from, Path to, Rename... options) throws IOException {
    Faults.run("rename", name(to), () -> super.rename(from, to, options));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return Faults.at("rename", name(to), () -> super.rename(from, to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return Faults.at("delete", name(path), () -> super.delete(path, recursive));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return Faults.at("list", name(path), () -> super.listStatus(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return Faults.at("status", name(path), () -> super.getFileStatus(path));
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Faults.at("status", name(path), () -> super.getFileLinkStatus(path));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return Faults.at("mkdirs", name(path), () -> super.mkdirs(path, permission));
  }
}
