package org.skymask.cli;

import java.time.Duration;
import org.skymask.fault.Faults;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The program with another clock: a round's time limit is over once the fault of its storage has
 * struck, however long it has taken to come there. Other times are this machine's.
 */
public final class HeldRound {
  private HeldRound() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new Factory(), arguments));
  }

  private static final class Factory implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == RoundCommand.class
          ? type.cast(new RoundCommand(new OnStrike()))
          : CommandLine.defaultFactory().create(type);
    }
  }

  /** The first alarm is the limit's. */
  private static final class OnStrike implements Alarm {
    private final Alarm others = Alarm.ofClock();
    private boolean limited;

    @Override
    public synchronized void after(Duration time, Runnable work) {
      if (limited) {
        others.after(time, work);
        return;
      }
      limited = true;
      Thread limit = new Thread(() -> onStrike(work), "limit");
      limit.setDaemon(true);
      limit.start();
    }

    private static void onStrike(Runnable work) {
      try {
        Faults.awaitStrike();
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      others.close();
    }
  }
}
