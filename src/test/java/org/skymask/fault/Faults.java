package org.skymask.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.skymask.fault.Fault.Effect;
import org.skymask.fault.Fault.Moment;

/**
 * Counts the storage operations of this JVM and has the one that is armed go wrong. A process is
 * armed by the system property {@code skymask.fault}.
 */
public final class Faults {
  public static final String PROPERTY = "skymask.fault";

  /** Begins the line on standard error that says at which operation a thread hangs, or waits. */
  public static final String HANGING = "fault: hangs at ";

  private static final Step NOTHING = () -> {};

  private static @Nullable Fault armed =
      System.getProperty(PROPERTY) == null ? null : Fault.parse(System.getProperty(PROPERTY));
  private static final List<String> SEEN = new ArrayList<>();
  private static Step event = NOTHING;
  private static final CountDownLatch STRUCK = new CountDownLatch(1);

  private Faults() {}

  /** An operation of storage. */
  public interface Operation<T> {
    T run() throws IOException;
  }

  /**
   * What the fault says of an operation.
   *
   * @param name as it is counted
   */
  private record Order(int number, String name, @Nullable Fault fault) {
    boolean is(Moment moment) {
      return fault != null && fault.moment() == moment;
    }
  }

  /** From here on operations are counted from 1 again. */
  public static void arm(@Nullable Fault fault) {
    arm(fault, NOTHING);
  }

  /**
   * The same for a fault that calls.
   *
   * @param called when the operation is reached
   */
  public static synchronized void arm(@Nullable Fault fault, Step called) {
    SEEN.clear();
    armed = fault;
    event = called;
  }

  /** Operations so far, as {@code kind path}. */
  public static synchronized List<String> seen() {
    return List.copyOf(SEEN);
  }

  /** Does an operation, or what the fault says of it. */
  public static <T> T at(String kind, String path, Operation<T> operation) throws IOException {
    return at(kind, path, operation, () -> {});
  }

  /** The same for an operation without a result. */
  public static void run(String kind, String path, Step operation) throws IOException {
    at(
        kind,
        path,
        () -> {
          operation.run();
          return true;
        });
  }

  /** An operation of storage without a result. */
  public interface Step {
    void run() throws IOException;
  }

  /**
   * @param half does half of the operation, which then does the rest where it is to go on
   */
  public static <T> T at(String kind, String path, Operation<T> operation, Step half)
      throws IOException {
    Order order = order(kind, path);
    Fault fault = order.fault();
    if (fault == null) {
      return operation.run();
    }
    switch (fault.effect()) {
      case CALLS -> {
        return meanwhile(order, operation, half);
      }
      case WAITS -> untilStopped(order);
      case IS_HELD -> untilLetGo(order);
      default -> throw struck(order, operation, half);
    }
    return operation.run();
  }

  private static <T> T meanwhile(Order order, Operation<T> operation, Step half)
      throws IOException {
    if (order.is(Moment.AFTER)) {
      T result = operation.run();
      called().run();
      return result;
    }
    if (order.is(Moment.HALFWAY)) {
      half.run();
    }
    called().run();
    return operation.run();
  }

  private static synchronized Step called() {
    return event;
  }

  private static <T> IOException struck(Order order, Operation<T> operation, Step half)
      throws IOException {
    if (order.is(Moment.AFTER)) {
      T unused = operation.run();
      Objects.requireNonNull(unused);
    } else if (order.is(Moment.HALFWAY)) {
      half.run();
    }
    return strike(order);
  }

  /** Waits until a thread hangs in the fault of this process, or was held there and let go. */
  public static void awaitStrike() throws InterruptedException {
    STRUCK.await();
  }

  private static synchronized Order order(String kind, String path) {
    Fault fault = armed;
    if (fault == null || !path.startsWith(fault.below())) {
      return new Order(0, kind, null);
    }
    String name = kind + " " + path.substring(fault.below().length());
    SEEN.add(name);
    int number = SEEN.size();
    boolean down = fault.effect() == Effect.STAYS_DOWN && number > fault.at();
    if (down) {
      return new Order(
          number, name, new Fault(number, Moment.BEFORE, Effect.STAYS_DOWN, fault.below()));
    }
    return new Order(number, name, number == fault.at() ? fault : null);
  }

  private static IOException strike(Order order) {
    if (Objects.requireNonNull(order.fault()).effect() == Effect.HANGS) {
      await(order, new CountDownLatch(1));
    }
    return new IOException(
        "injected fault at operation " + order.number() + " (" + order.name() + ")");
  }

  private static void untilStopped(Order order) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
    await(order, stopped);
  }

  /** Drivers that are held here and let go together race. */
  private static void untilLetGo(Order order) throws IOException {
    System.err.println(HANGING + order.name());
    int unused = System.in.read();
    STRUCK.countDown();
  }

  private static void await(Order order, CountDownLatch latch) {
    System.err.println(HANGING + order.name());
    STRUCK.countDown();
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
