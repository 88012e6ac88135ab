package org.skymask.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.HttpRequest;

/** A script of a proxy that keeps the commits of round 1 until those of all attempts are there. */
final class Gathering implements Function<HttpRequest, FaultyProxy.Fault> {
  private static final Pattern ATTEMPT = Pattern.compile("\"attempt\" *: *\"([^\"]+)\"");

  /** A driver that ended without a commit is not waited for without end. */
  private static final int MOST_SECONDS = 300;

  private final Set<String> attempts = ConcurrentHashMap.newKeySet();
  private final CountDownLatch missing;

  Gathering(int drivers) {
    missing = new CountDownLatch(drivers);
  }

  @Override
  public FaultyProxy.Fault apply(HttpRequest request) {
    if (request.isConditionalPut() && request.isOf("commit.json")) {
      Matcher attempt = ATTEMPT.matcher(new String(request.body(), UTF_8));
      if (attempt.find() && attempts.add(attempt.group(1))) {
        missing.countDown();
      }
      await();
    }
    return FaultyProxy.Fault.NONE;
  }

  private void await() {
    try {
      boolean unused = missing.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether every attempt's commit came before any was let go. */
  boolean isComplete() {
    return missing.getCount() == 0;
  }
}
