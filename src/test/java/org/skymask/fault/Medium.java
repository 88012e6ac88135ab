package org.skymask.fault;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.skymask.cli.SkyMaskProcess;

/**
 * A storage that rounds run on and that can be made to fail, with the federation laid out on it.
 */
abstract class Medium implements AutoCloseable {

  /** As tables call it. */
  abstract String name();

  /** URI of the uploads, which no trial changes. */
  abstract String updates();

  /** URI of the root dataset. */
  abstract String root();

  /** URI of a new models directory that holds version 0. */
  abstract String models() throws IOException;

  /** URI of a directory that does not exist. */
  abstract String place(String name);

  /** Hadoop's keys by which the storage is reached. */
  abstract Map<String, String> reached();

  /** Hadoop's keys that put the faults in, above those. */
  abstract Map<String, String> injected();

  /** Paths that begin so are all that trials touch. */
  abstract String scope();

  /** Arms a fault in this JVM; null counts no more. */
  void arm(@Nullable Fault fault) {
    Faults.arm(fault);
  }

  /** What was asked of the storage since it was armed. */
  List<String> seen() {
    return Faults.seen();
  }

  /** Options of a driver's JVM that meets the fault. */
  List<String> options(Fault fault) {
    return List.of("-D" + Faults.PROPERTY + "=" + fault);
  }

  /** Waits until a driver hangs in the fault, and tells where; fails where it ends without. */
  String awaitHanging(SkyMaskProcess driver, Fault fault) throws IOException, InterruptedException {
    String line = driver.await(Faults.HANGING);
    return line.substring(line.indexOf(Faults.HANGING) + Faults.HANGING.length());
  }

  /** Whether an operation is the one by which a version comes to be. */
  static boolean isCommit(String operation) {
    return operation.matches("(link|rename|PUT) .*/round=\\d+/commit\\.json(\\?.*)?");
  }

  /** Whether an operation has a middle where it can break off. */
  boolean hasMiddle(String operation) {
    return operation.startsWith("write ");
  }

  /** Whether it is given up when it hangs. */
  boolean isTimed() {
    return false;
  }

  /** Settings by which a driver waits for an answer as long as a test likes. */
  Map<String, String> patience() {
    return Map.of();
  }

  /** As a reader sees the storage that nobody disturbs. */
  final Configuration undisturbed() {
    Configuration hadoop = new Configuration();
    reached().forEach(hadoop::set);
    return hadoop;
  }

  /** As a driver in this JVM sees the storage. */
  final Configuration hadoop() {
    Configuration hadoop = undisturbed();
    injected().forEach(hadoop::set);
    return hadoop;
  }

  /** Settings of a round under faults. */
  final Map<String, String> disturbed() {
    Map<String, String> keys = new TreeMap<>();
    reached().forEach((key, value) -> keys.put("spark.hadoop." + key, value));
    injected().forEach((key, value) -> keys.put("spark.hadoop." + key, value));
    return keys;
  }

  @Override
  public void close() throws IOException {}
}
