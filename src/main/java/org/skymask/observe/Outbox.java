package org.skymask.observe;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends to one place, in order, on a thread of its own. Only the end of the round waits for it, and
 * not for long. After the first failure nothing more is sent.
 */
final class Outbox {
  private final String name;
  private final ExecutorService thread;
  private final AtomicBoolean broken = new AtomicBoolean();

  /** Something to send. */
  interface Message {
    void send() throws Exception;
  }

  Outbox(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "skymask-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  /** For the log: whom it sends to. */
  String name() {
    return name;
  }

  void post(Message message) {
    thread.execute(
        () -> {
          if (broken.get()) {
            return;
          }
          try {
            message.send();
          } catch (Exception | LinkageError e) {
            fail(e);
          }
        });
  }

  /** Waits until everything is sent, or as long as that may take, and gives up the rest. */
  void close(Duration longest) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        fail(new TimeoutException("no answer within " + longest.toMillis() / 1000.0 + " s"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread.shutdownNow();
    }
  }

  private void fail(Throwable e) {
    if (!broken.getAndSet(true)) {
      Guarded.warn(name, e);
    }
  }
}
