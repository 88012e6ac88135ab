package org.skymask.fault;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.cli.TestFederation;
import org.skymask.storage.Storage;

/** A storage of other processes, to which a federation is copied. */
abstract class RemoteMedium extends Medium {
  private final TestFederation federation;
  private final String uri;
  private int count;

  /**
   * @param federation on the local disk
   * @param uri of the directory for everything
   */
  RemoteMedium(TestFederation federation, String uri) {
    this.federation = federation;
    this.uri = uri;
  }

  /** Copies what no trial changes. */
  final void lay() throws IOException {
    copy("updates", updates());
    copy("root.parquet", root());
  }

  private void copy(String name, String target) throws IOException {
    Path to = new Path(target);
    FileSystem fs = Storage.of(to, undisturbed());
    fs.mkdirs(to.getParent());
    Path from = new Path(federation.directory().resolve(name).toUri());
    fs.copyFromLocalFile(false, true, from, to);
  }

  @Override
  final String updates() {
    return uri + "/updates";
  }

  @Override
  final String root() {
    return uri + "/root.parquet";
  }

  @Override
  final String models() throws IOException {
    String models = uri + "/models-" + ++count;
    copy("models", models);
    return models;
  }

  @Override
  final String place(String name) {
    return uri + "/" + name;
  }

  /** Local directory of the federation. */
  final java.nio.file.Path directory() {
    return federation.directory();
  }
}
