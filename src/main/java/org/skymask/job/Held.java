package org.skymask.job;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The value itself, for tasks in the driver's own JVM. Spark serialises tasks even there, so a
 * ticket stands for it.
 */
final class Held<T> implements Shared<T> {
  private static final long serialVersionUID = 1L;
  private static final Map<Long, Object> HERE = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private final long ticket = NEXT.getAndIncrement();

  Held(T value) {
    HERE.put(ticket, Objects.requireNonNull(value));
  }

  @Override
  @SuppressWarnings("unchecked")
  public T value() {
    return (T) Objects.requireNonNull(HERE.get(ticket), "no longer shared");
  }

  @Override
  public void close() {
    HERE.remove(ticket);
  }
}
