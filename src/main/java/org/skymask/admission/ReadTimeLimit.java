package org.skymask.admission;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/**
 * Gives up reads that storage does not answer. A read runs on a daemon thread, because a thread
 * that hangs in the operating system cannot be ended. A read without progress for the limit is
 * interrupted and abandoned; its thread ends when storage answers.
 *
 * <p>Safe for use by several threads.
 */
final class ReadTimeLimit {
  private static final ExecutorService READERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "skymask-upload-reader");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration limit;
  private final Wait wait;

  /** An access to storage. */
  interface Access<T> {

    /**
     * @param progress to be told whenever storage has answered
     */
    T run(Runnable progress) throws IOException;
  }

  /** Waits for the end of a read. */
  interface Wait {

    /** Whether the read ended within the limit. */
    boolean ends(CountDownLatch done, Duration limit) throws InterruptedException;
  }

  /** Storage has not answered within the limit. */
  static final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String what, Duration limit) {
      super(what + " was not answered by storage within " + limit);
    }
  }

  ReadTimeLimit(Duration limit) {
    this(limit, (done, most) -> done.await(most.toMillis(), TimeUnit.MILLISECONDS));
  }

  ReadTimeLimit(Duration limit, Wait wait) {
    this.limit = limit;
    this.wait = wait;
  }

  /**
   * Runs an access and returns its result, or throws what it threw.
   *
   * @param what for the message
   * @throws UnansweredException where storage has not answered within the limit
   */
  <T> T run(String what, Access<T> access) throws IOException {
    Reading<T> reading = new Reading<>(access, UserGroupInformation.getCurrentUser());
    Future<?> running = READERS.submit(reading);
    try {
      long seen;
      do {
        seen = reading.answers.get();
        if (wait.ends(reading.done, limit)) {
          return reading.result();
        }
      } while (reading.answers.get() != seen);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException(what + " was interrupted").initCause(e);
    }
    running.cancel(true);
    throw new UnansweredException(what, limit);
  }

  /** One access, in the name of the user whose task it is for. */
  private static final class Reading<T> implements Runnable {
    private final Access<T> access;
    private final UserGroupInformation user;
    private final @Nullable ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicLong answers = new AtomicLong();
    private final AtomicReference<@Nullable T> value = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    Reading(Access<T> access, UserGroupInformation user) {
      this.access = access;
      this.user = user;
    }

    @Override
    public void run() {
      Thread.currentThread().setContextClassLoader(classes);
      user.doAs(
          (PrivilegedAction<@Nullable Void>)
              () -> {
                read();
                return null;
              });
      done.countDown();
    }

    /** Everything that is thrown, an Error too, goes to the waiting thread. */
    private void read() {
      try {
        value.set(access.run(answers::incrementAndGet));
      } catch (Throwable e) {
        thrown.set(e);
      }
    }

    /** Once it is done. */
    T result() throws IOException {
      Throwable failure = thrown.get();
      if (failure instanceof IOException known) {
        throw known;
      }
      if (failure instanceof RuntimeException known) {
        throw known;
      }
      if (failure instanceof Error known) {
        throw known;
      }
      return Objects.requireNonNull(value.get());
    }
  }
}
