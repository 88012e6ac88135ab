package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skymask.round.RoundId;

class RoundGuardTest {
  private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
  private final List<Failure> told = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Integer> ended = new LinkedBlockingQueue<>();

  private final RoundGuard.End end =
      new RoundGuard.End() {
        @Override
        public void orderly(int exit) {
          ended.add(exit);
        }

        @Override
        public void atOnce(int exit) {
          throw new AssertionError("nobody has waited for so long");
        }
      };

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private RoundGuard guard(Duration limit) {
    RoundGuard guard = RoundGuard.begin(limit, told::add, end);
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
        .endsWith("in the stage admit: nothing was committed; what it has left, sweep removes");
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
  void theTimeEndsIt() throws InterruptedException {
    guard(Duration.ofMillis(1));

    assertThat(ended.poll(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.FAILED);
    assertThat(told.get(0).message()).contains("longer than round.time-limit = PT0.001S");
  }

  @Test
  void aRoundThatIsOverIsLeftAlone() throws InterruptedException {
    RoundGuard guard = guard(Duration.ofHours(1));
    guard.close();

    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
    assertThat(ended).isEmpty();
  }
}
