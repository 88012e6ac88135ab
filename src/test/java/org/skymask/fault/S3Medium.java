package org.skymask.fault;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;

/** An S3 API in a process of its own, reached by way of a proxy that has requests fail. */
final class S3Medium extends RemoteMedium {
  private final S3Endpoint endpoint;
  private final FaultyProxy proxy;
  private final String bucket;
  private final Map<String, String> further;
  private CountDownLatch hanging = new CountDownLatch(1);
  private List<String> seen = List.of();

  private S3Medium(
      TestFederation federation, S3Endpoint endpoint, String bucket, Map<String, String> further) {
    super(federation, "s3a://" + bucket + "/skymask");
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.further = further;
    this.proxy = FaultyProxy.outwaiting(endpoint.port());
  }

  /**
   * @param directory an empty one
   */
  static S3Medium in(Path directory) throws IOException {
    return with(Few.clients(directory.resolve("federation")), Map.of());
  }

  /**
   * With models that S3A uploads in parts, one after the other.
   *
   * @param directory an empty one
   */
  static S3Medium inParts(Path directory) throws IOException {
    return with(
        Wide.clients(directory.resolve("federation")),
        Map.of("fs.s3a.multipart.size", "5M", "fs.s3a.fast.upload.active.blocks", "1"));
  }

  private static S3Medium with(TestFederation federation, Map<String, String> further)
      throws IOException {
    S3Endpoint endpoint = S3Endpoint.start();
    // File systems are shared by their bucket.
    String bucket = "federation-" + endpoint.port();
    S3Medium medium = new S3Medium(federation, endpoint.bucket(bucket), bucket, further);
    medium.lay();
    return medium;
  }

  /** Whether a request is about an object that is uploaded in parts. */
  static boolean isOfParts(String operation) {
    return operation.matches("(PUT|POST) .*/round=1/.*[?&](uploads|uploadId)\\b.*");
  }

  FaultyProxy proxy() {
    return proxy;
  }

  @Override
  String name() {
    return "s3a";
  }

  @Override
  Map<String, String> reached() {
    // One try again and short time-outs, so that what fails is seen.
    Map<String, String> keys = new TreeMap<>(S3Endpoint.impatient(proxy.port()));
    keys.put("fs.s3a.retry.throttle.limit", "1");
    keys.put("fs.s3a.retry.throttle.interval", "1ms");
    // As a driver of its own has it by default, so that both ask the same of storage.
    keys.put("fs.s3a.directory.marker.retention", "keep");
    keys.putAll(further);
    return keys;
  }

  @Override
  Map<String, String> injected() {
    return Map.of();
  }

  @Override
  String scope() {
    return "/" + bucket;
  }

  @Override
  void arm(@Nullable Fault fault) {
    List<String> asked = new CopyOnWriteArrayList<>();
    CountDownLatch reached = new CountDownLatch(1);
    hanging = reached;
    seen = asked;
    proxy.script(
        request ->
            fault == null
                ? FaultyProxy.Fault.NONE
                : happens(fault, number(request, asked), reached));
  }

  private static int number(HttpRequest request, List<String> asked) {
    String name = URLDecoder.decode(request.toString(), StandardCharsets.UTF_8);
    synchronized (asked) {
      asked.add(name);
      return asked.size();
    }
  }

  private static FaultyProxy.Fault happens(Fault fault, int number, CountDownLatch reached) {
    if (number > fault.at() && fault.effect() == Effect.STAYS_DOWN) {
      return FaultyProxy.Fault.SLOW_DOWN;
    }
    if (number != fault.at()) {
      return FaultyProxy.Fault.NONE;
    }
    if (fault.effect() == Effect.HANGS) {
      reached.countDown();
      return fault.moment() == Moment.AFTER
          ? FaultyProxy.Fault.ANSWER_HANGS
          : FaultyProxy.Fault.HANGS;
    }
    return switch (fault.moment()) {
      case BEFORE -> FaultyProxy.Fault.INTERNAL_ERROR;
      case HALFWAY -> FaultyProxy.Fault.LOST;
      case AFTER -> FaultyProxy.Fault.ANSWER_LOST;
    };
  }

  @Override
  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  List<String> options(Fault fault) {
    arm(fault);
    return List.of();
  }

  @Override
  String awaitHanging(SkyMaskProcess driver, Fault fault) throws IOException, InterruptedException {
    while (!hanging.await(100, TimeUnit.MILLISECONDS)) {
      if (!driver.isAlive()) {
        throw new AssertionError("ended before the fault: " + driver.end().err());
      }
    }
    return seen.get(fault.at() - 1);
  }

  /** A request that is cut off before it reaches the server. */
  @Override
  boolean hasMiddle(String operation) {
    return true;
  }

  @Override
  boolean isTimed() {
    return true;
  }

  @Override
  Map<String, String> patience() {
    return Map.of("spark.hadoop.fs.s3a.connection.timeout", "3600000");
  }

  @Override
  public void close() {
    proxy.close();
    endpoint.close();
  }
}
