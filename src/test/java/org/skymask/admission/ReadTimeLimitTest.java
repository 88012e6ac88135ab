package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.ReadTimeLimit.UnansweredException;
import org.skymask.model.Reason;

/**
 * Storage that takes calls and never answers them. The limit counts as passed when a call hangs: no
 * clock is looked at.
 */
@SuppressWarnings("NullAway.Init")
class ReadTimeLimitTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir Path round;
  private Path slow;
  private Path honest;
  private final AtomicInteger hanging = new AtomicInteger();

  /** The calls that were seen to hang. */
  private final Set<CountDownLatch> hung = ConcurrentHashMap.newKeySet();

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  @BeforeEach
  void uploads() throws IOException {
    slow = Upload.of("slow", Upload.values(5)).write(round, "slow");
    honest = Upload.of("honest", Upload.values(6)).write(round, "honest");
  }

  @AfterEach
  void release() {
    never.countDown();
  }

  private void hang() throws IOException {
    hanging.incrementAndGet();
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IOException("given up", e);
    } finally {
      gone.countDown();
    }
  }

  /** The limit is over once a call has begun to hang, and not while others run. */
  private ReadTimeLimit limit() {
    return new ReadTimeLimit(
        LIMIT,
        (done, most) -> {
          assertThat(most).isEqualTo(LIMIT);
          while (done.getCount() > 0) {
            if (hung.contains(done) || hanging.get() > hung.size()) {
              hung.add(done);
              return false;
            }
            Thread.onSpinWait();
          }
          return true;
        });
  }

  private UploadAdmission admission() {
    return admission(limit());
  }

  private boolean isSlow(org.apache.hadoop.fs.Path path) {
    return path.getParent().equals(Local.path(slow));
  }

  private RecordingFileSystem opening(String name) {
    return new RecordingFileSystem(Local.raw()) {
      @Override
      void beforeOpen(org.apache.hadoop.fs.Path path) throws IOException {
        if (isSlow(path) && path.getName().equals(name)) {
          hang();
        }
      }
    };
  }

  @Test
  void anOpenThatIsNotAnsweredCostsThatClient() throws IOException, InterruptedException {
    RecordingFileSystem fs = opening("_manifest.json");
    Admission refused = admission().admit(fs, Local.path(slow));
    UploadAdmissionTest.assertRefused(
        refused, Reason.UNREADABLE, "_manifest.json was not answered by storage within PT10M");
    gone.await(); // the thread was interrupted, and ends
    assertThat(admission(new ReadTimeLimit(LIMIT)).admit(fs, Local.path(honest)))
        .isInstanceOf(Admitted.class);
    assertThat(fs.opened.stream().filter(this::isSlow)).hasSize(1);
  }

  private static UploadAdmission admission(ReadTimeLimit limit) {
    return new UploadAdmission(
        Upload.policy(Limits.DEFAULTS, TrustedKeys.none()),
        new float[Upload.LAYOUT.valueCount()],
        limit);
  }

  /** Gives a file's first byte and hangs at the second. */
  private final class Stuck extends FSInputStream {
    private final FSDataInputStream whole;

    Stuck(FSDataInputStream whole) {
      this.whole = whole;
    }

    @Override
    public int read() throws IOException {
      if (whole.getPos() > 0) {
        hang();
      }
      return whole.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int next = read();
      target[from] = (byte) next;
      return 1;
    }

    @Override
    public void seek(long position) throws IOException {
      whole.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return whole.getPos();
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }

  @Test
  void aReadThatIsNotAnsweredCostsThatClient() throws IOException {
    RecordingFileSystem fs =
        new RecordingFileSystem(Local.raw()) {
          @Override
          public FSDataInputStream open(org.apache.hadoop.fs.Path path, int size)
              throws IOException {
            FSDataInputStream whole = super.open(path, size);
            return isSlow(path) && path.getName().equals("part-0.parquet")
                ? new FSDataInputStream(new Stuck(whole))
                : whole;
          }
        };
    UploadAdmissionTest.assertRefused(
        admission().admit(fs, Local.path(slow)),
        Reason.UNREADABLE,
        "part-0.parquet was not answered by storage within PT10M");
  }

  @Test
  void storageThatAnswersNobodyIsNotTheClients() {
    RecordingFileSystem fs =
        new RecordingFileSystem(Local.raw()) {
          @Override
          void beforeOpen(org.apache.hadoop.fs.Path path) throws IOException {
            hang();
          }

          @Override
          public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
            if (path.equals(Local.path(round))) {
              hang();
            }
            return super.getFileStatus(path);
          }
        };
    assertThatThrownBy(() -> admission().admit(fs, Local.path(slow)))
        .isInstanceOf(UnansweredException.class)
        .hasMessageContaining("_manifest.json was not answered");
  }

  @Test
  void aSlowReadThatGoesOnIsNotGivenUp() throws IOException {
    CountDownLatch asked = new CountDownLatch(3);
    Semaphore answered = new Semaphore(0);
    Semaphore more = new Semaphore(0);
    ReadTimeLimit patient =
        new ReadTimeLimit(
            LIMIT,
            (done, most) -> {
              asked.countDown();
              if (asked.getCount() == 0) {
                done.await();
                return true;
              }
              // The limit passes, but first something is answered.
              more.release();
              answered.acquire();
              return false;
            });
    assertThat(
            patient.<String>run(
                "a file",
                progress -> {
                  for (int piece = 0; piece < 2; piece++) {
                    more.acquireUninterruptibly();
                    progress.run();
                    answered.release();
                  }
                  return "read";
                }))
        .isEqualTo("read");
  }

  @Test
  void whatIsThrownIsThrownHere() {
    ReadTimeLimit limit = new ReadTimeLimit(LIMIT);
    for (Throwable thrown :
        new Throwable[] {new IOException("a"), new IllegalStateException("b"), new Error("c")}) {
      assertThatThrownBy(
              () ->
                  limit.run(
                      "a file",
                      progress -> {
                        if (thrown instanceof IOException known) {
                          throw known;
                        }
                        if (thrown instanceof RuntimeException known) {
                          throw known;
                        }
                        throw (Error) thrown;
                      }))
          .isSameAs(thrown);
    }
  }
}
