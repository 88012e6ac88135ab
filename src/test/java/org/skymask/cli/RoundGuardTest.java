package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skymask.round.RoundId;

class RoundGuardTest {
  private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
  private final List<Failure> told = new CopyOnWriteArrayList<>();
  private final List<Integer> ended = new CopyOnWriteArrayList<>();
  private final List<Integer> halted = new CopyOnWriteArrayList<>();
  private final HandSet alarm = new HandSet();

  private final RoundGuard.End end =
      new RoundGuard.End() {
        @Override
        public void orderly(int exit) {
          ended.add(exit);
        }

        @Override
        public void atOnce(int exit) {
          halted.add(exit);
        }
      };

  /** Time passes when the test says so. */
  private static final class HandSet implements Alarm {
    private final Map<Duration, Runnable> due = new TreeMap<>();

    @Override
    public void after(Duration time, Runnable work) {
      due.put(time, work);
    }

    void passes(Duration time) {
      due.remove(time).run();
    }

    @Override
    public void close() {
      due.clear();
    }
  }

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private RoundGuard guard(Duration limit) {
    RoundGuard guard = RoundGuard.begin("skymask round", limit, told::add, alarm, end);
    guard.begins(new RoundId("demo", 7, "a"));
    guard.stage("admit", "");
    return guard;
  }

  private static void die(Throwable thrown) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              throw RoundGuardTest.<RuntimeException>unchecked(thrown);
            },
            "task-result-getter-3");
    thread.start();
    thread.join();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aThreadWithoutMemoryEndsTheRound() throws InterruptedException {
    guard(Duration.ZERO);

    die(new OutOfMemoryError("Java heap space"));

    assertThat(ended).containsExactly(ExitCode.FAILED);
    assertThat(told)
        .singleElement()
        .extracting(Failure::message)
        .asString()
        .startsWith("round 7 has no memory left on the driver (Java heap space, in the thread task")
        .contains("spark.driver.memory")
        .endsWith("in the stage admit: nothing was committed; sweep removes what it left");
  }

  @Test
  void whereTheCommitHasBegunTheOutcomeIsUnknown() throws InterruptedException {
    guard(Duration.ZERO).commits();

    die(new OutOfMemoryError("Java heap space"));

    assertThat(ended).containsExactly(ExitCode.UNKNOWN);
    assertThat(told.get(0).message()).endsWith("run skymask round --round 7 to find out");
  }

  @Test
  void othersThatDieAreLeftToWhoeverWasThereBefore() throws InterruptedException {
    List<String> died = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> died.add(thrown.getMessage()));
    guard(Duration.ZERO);

    die(new IllegalStateException("no more"));

    assertThat(died).containsExactly("no more");
    assertThat(ended).isEmpty();
  }

  @Test
  void theTimeEndsIt() {
    guard(Duration.ofHours(2));
    assertThat(ended).isEmpty();

    alarm.passes(Duration.ofHours(2));

    assertThat(ended).containsExactly(ExitCode.FAILED);
    assertThat(told.get(0).message()).contains("longer than round.time-limit = 2h");
  }

  @Test
  void whatDoesNotEndInOrderIsHalted() {
    guard(Duration.ofHours(2)).commits();
    alarm.passes(Duration.ofHours(2));
    assertThat(halted).isEmpty();

    alarm.passes(Duration.ofSeconds(20));

    assertThat(halted).containsExactly(ExitCode.UNKNOWN);
  }

  @Test
  void aRoundThatIsOverIsLeftAlone() {
    RoundGuard guard = guard(Duration.ofHours(1));
    Runnable late = Objects.requireNonNull(alarm.due.get(Duration.ofHours(1)));
    guard.close();
    late.run();

    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
    assertThat(alarm.due).isEmpty();
    assertThat(ended).isEmpty();
  }

  @Test
  void aSignalEndsTheRoundWithAnExitCodeOfOurs() {
    guard(Duration.ZERO).stopped("SIGTERM");

    assertThat(ended).containsExactly(ExitCode.FAILED);
    assertThat(told.get(0).message())
        .isEqualTo(
            "round 7 was stopped by SIGTERM in the stage admit: nothing was committed; sweep"
                + " removes what it left");
  }

  @Test
  void aSignalAfterTheCommitHasBegunLeavesItUnknown() {
    RoundGuard guard = guard(Duration.ZERO);
    guard.commits();
    guard.stopped("SIGTERM");

    assertThat(ended).containsExactly(ExitCode.UNKNOWN);
  }

  /** It was told that nothing is committed. */
  @Test
  void aRoundThatIsBeingEndedCommitsNothingMore() {
    RoundGuard guard = guard(Duration.ZERO);
    guard.stopped("SIGTERM");
    Thread round = new Thread(guard::commits);
    round.setDaemon(true);
    round.start();

    while (round.isAlive() && round.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(round.getState()).isEqualTo(Thread.State.WAITING);
  }
}
