package org.skymask.fault;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.S3Endpoint;

/** An S3 API in a process of its own, reached by way of a proxy that has requests fail. */
final class S3Medium extends RemoteMedium {
  private final S3Endpoint endpoint;
  private final FaultyProxy proxy;
  private final String bucket;
  private CountDownLatch hanging = new CountDownLatch(1);

  private S3Medium(Path directory, S3Endpoint endpoint, String bucket) {
    super(directory, "s3a://" + bucket + "/skymask");
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.proxy = FaultyProxy.before(endpoint.port());
  }

  /**
   * @param directory an empty one
   */
  static S3Medium in(Path directory) throws IOException {
    S3Endpoint endpoint = S3Endpoint.start();
    // File systems are shared by their bucket.
    String bucket = "federation-" + endpoint.port();
    S3Medium medium = new S3Medium(directory, endpoint.bucket(bucket), bucket);
    medium.lay();
    return medium;
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
    Map<String, String> keys = new TreeMap<>(S3Endpoint.settings(proxy.port()));
    // One try again and short time-outs, so that what fails is seen.
    keys.put("fs.s3a.attempts.maximum", "1");
    keys.put("fs.s3a.retry.limit", "1");
    keys.put("fs.s3a.retry.throttle.limit", "1");
    keys.put("fs.s3a.retry.interval", "1ms");
    keys.put("fs.s3a.retry.throttle.interval", "1ms");
    keys.put("fs.s3a.connection.timeout", "2000");
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
    AtomicInteger count = new AtomicInteger();
    CountDownLatch reached = new CountDownLatch(1);
    hanging = reached;
    proxy.script(
        request -> fault == null ? FaultyProxy.Fault.NONE : happens(fault, count, reached));
  }

  private static FaultyProxy.Fault happens(
      Fault fault, AtomicInteger count, CountDownLatch reached) {
    int number = count.incrementAndGet();
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
    return proxy.seen().stream()
        .map(request -> URLDecoder.decode(request.toString(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  List<String> options(Fault fault) {
    arm(fault);
    return List.of();
  }

  @Override
  void awaitHanging(SkyMaskProcess driver) throws IOException, InterruptedException {
    while (!hanging.await(100, TimeUnit.MILLISECONDS)) {
      if (!driver.isAlive()) {
        throw new AssertionError("ended before the fault: " + driver.end().err());
      }
    }
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
  public void close() {
    proxy.close();
    endpoint.close();
  }
}
