package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.fixture.HdfsCluster;
import org.skymask.storage.Storage;

/** A NameNode with two DataNodes, in a process of their own. */
final class HdfsMedium extends RemoteMedium {
  private final HdfsCluster cluster;

  private final Map<String, String> client;

  private HdfsMedium(Path directory, HdfsCluster cluster, Map<String, String> client) {
    super(Few.clients(directory.resolve("federation")), cluster.uri() + "/skymask");
    this.cluster = cluster;
    this.client = client;
  }

  /**
   * @param directory an empty one
   */
  static HdfsMedium in(Path directory) throws IOException {
    return in(directory, Map.of());
  }

  /**
   * The same for rounds of this process that soon give up waiting for a frozen NameNode.
   *
   * @param client further keys of HDFS's client, time-outs among them
   */
  static HdfsMedium impatient(Path directory, Map<String, String> client) throws IOException {
    HdfsMedium medium = in(directory, client);
    medium.cluster.outwait(medium.undisturbed());
    return medium;
  }

  private static HdfsMedium in(Path directory, Map<String, String> client) throws IOException {
    HdfsCluster cluster = HdfsCluster.start(directory.resolve("hdfs"), 2);
    HdfsMedium medium = new HdfsMedium(directory, cluster, client);
    medium.lay();
    return medium;
  }

  /**
   * Closes the files that a round of this process has left open. Its client would renew their lease
   * for good: those are answers too, even of a NameNode that is stuck, so that no other call would
   * ever time out; and without a NameNode it says every second that it could not.
   */
  void release() throws IOException {
    arm(null);
    Storage.of(new org.apache.hadoop.fs.Path(root()), undisturbed()).close();
  }

  HdfsCluster cluster() {
    return cluster;
  }

  @Override
  String name() {
    return "hdfs";
  }

  @Override
  Map<String, String> reached() {
    // File systems are shared by their address: readers have the one with the faults, disarmed.
    Map<String, String> keys = new TreeMap<>(client);
    keys.put("fs.hdfs.impl", FaultyHdfs.class.getName());
    keys.put("dfs.replication", "2");
    return keys;
  }

  @Override
  Map<String, String> injected() {
    return Map.of();
  }

  @Override
  String scope() {
    return "/skymask";
  }

  @Override
  public void close() throws IOException {
    cluster.thaw();
    release();
    cluster.close();
  }
}
