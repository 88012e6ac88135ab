package org.skymask.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.HttpRequest;

/** A script of a proxy that keeps the commits of round 1 until those of all attempts are there. */
final class Gathering implements Function<HttpRequest, FaultyProxy.Fault> {
  private static final Pattern ATTEMPT = Pattern.compile("\"attempt\" *: *\"([^\"]+)\"");

  private final int drivers;
  private final Set<String> attempts = ConcurrentHashMap.newKeySet();
  private final CountDownLatch go = new CountDownLatch(1);

  Gathering(int drivers) {
    this.drivers = drivers;
  }

  @Override
  public FaultyProxy.Fault apply(HttpRequest request) {
    if (request.isConditionalPut() && request.isOf("commit.json")) {
      Matcher attempt = ATTEMPT.matcher(new String(request.body(), UTF_8));
      if (attempt.find() && attempts.add(attempt.group(1)) && isComplete()) {
        letGo();
      }
      await();
    }
    return FaultyProxy.Fault.NONE;
  }

  private void await() {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps nobody any more: a driver has ended, and is not waited for. */
  void letGo() {
    go.countDown();
  }

  /** Whether every attempt's commit has come. */
  boolean isComplete() {
    return attempts.size() == drivers;
  }
}
