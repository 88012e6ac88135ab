package org.skymask.mask;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A value that the driver shares with its tasks: a broadcast; or, where the tasks run in the
 * driver's own JVM, the value itself, which spares serialising it and back.
 */
public final class Shared<T> implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;
  private static final Map<Long, Object> HERE = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong();

  private final long ticket;
  private final @Nullable Broadcast<T> broadcast;

  private Shared(long ticket, @Nullable Broadcast<T> broadcast) {
    this.ticket = ticket;
    this.broadcast = broadcast;
  }

  public static <T> Shared<T> of(JavaSparkContext spark, T value) {
    long ticket = NEXT.getAndIncrement();
    if (!spark.sc().isLocal()) {
      return new Shared<>(ticket, spark.broadcast(value));
    }
    HERE.put(ticket, value);
    return new Shared<>(ticket, null);
  }

  /** The value; valid until {@link #close}. */
  @SuppressWarnings("unchecked")
  public T value() {
    return broadcast == null
        ? (T) Objects.requireNonNull(HERE.get(ticket), "no longer shared")
        : broadcast.value();
  }

  @Override
  public void close() {
    if (broadcast == null) {
      HERE.remove(ticket);
    } else {
      broadcast.destroy();
    }
  }
}
