package org.skymask.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.fixture.HdfsCluster;

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
   * @param client further keys of HDFS's client
   */
  static HdfsMedium in(Path directory, Map<String, String> client) throws IOException {
    HdfsCluster cluster = HdfsCluster.start(directory.resolve("hdfs"), 2);
    HdfsMedium medium = new HdfsMedium(directory, cluster, client);
    medium.lay();
    return medium;
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
  public void close() {
    cluster.close();
  }
}
