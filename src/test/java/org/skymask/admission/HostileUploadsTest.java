package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.Admission.Refused;
import org.skymask.model.Verdict;

/**
 * Thousands of uploads with one thing wrong: each ends in the verdict that it should, in bounded
 * memory, opening nothing but its own files, and the honest upload beside it stays admitted. {@code
 * -Dskymask.hostile.count=1000000} makes a longer run, {@code -Dskymask.hostile.seed} another one.
 */
class HostileUploadsTest {
  private static final int COUNT = Integer.getInteger("skymask.hostile.count", 12_000);
  private static final long SEED = Long.getLong("skymask.hostile.seed", 20_240_901);

  /** What reading one small upload may allocate, whatever it claims. */
  private static final long MEMORY = 4 << 20;

  /** Uploads before memory is looked at: the first ones load classes. */
  private static final int WARM_UP = 200;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private final Shards shards = new Shards();
  private final UploadAdmission admission = Upload.admission();

  private Hostile make(Random random) throws IOException {
    return switch (random.nextInt(13)) {
      case 0 -> HostileManifests.make(shards, random);
      case 1 -> HostileRows.make(shards, random);
      case 2, 3 -> HostileFooters.make(shards, random);
      case 4 -> HostilePages.make(shards, random);
      case 5 -> HostileSchemas.make(shards, random);
      case 6, 7 -> HostileEncodings.make(shards, random);
      case 8 -> HostileEntries.make(shards, random);
      case 9 -> HostileHalves.make(random);
      default -> HostileBytes.make(shards, random);
    };
  }

  @Test
  void eachGetsTheVerdictThatItShould() throws IOException {
    Path honest = Upload.of("honest", shards.values).write(round, "honest");
    Path hostile = round.resolve("client=" + Hostile.CLIENT);
    List<String> wrong = new ArrayList<>();
    for (int i = -WARM_UP; i < COUNT && wrong.size() < 20; i++) {
      Hostile made = make(new Random(SEED + i));
      clear(hostile);
      byte[] manifest = made.manifest() == null ? made.upload().manifestBytes() : made.manifest();
      made.upload().write(round, Hostile.CLIENT, "_manifest.json", manifest);
      made.then().to(hostile);
      String what = "seed " + (SEED + i) + ", " + made.what() + ": ";
      check(made, hostile, i < 0).forEach(finding -> wrong.add(what + finding));
      if (i % 100 == 0) {
        Admission beside = admission.admit(Local.raw(), Local.path(honest));
        assertThat(((Admitted) beside).delta()).containsExactly(shards.values);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What is wrong with the verdict and how it came about; nothing if all is well. */
  private List<String> check(Hostile made, Path directory, boolean warmUp) throws IOException {
    RecordingFileSystem fs = new RecordingFileSystem(Local.raw());
    org.apache.hadoop.fs.Path path = Local.path(directory);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Admission verdict = admission.admit(fs, path);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    List<String> wrong = new ArrayList<>();
    if (allocated > MEMORY && !warmUp) {
      wrong.add(allocated + " bytes allocated");
    }
    if (!fs.opened.stream().allMatch(opened -> path.equals(opened.getParent()))) {
      wrong.add("opened " + fs.opened);
    }
    if (!fits(made, verdict)) {
      wrong.add("expected " + made.expected() + ", was " + verdict);
    }
    return wrong;
  }

  private static boolean fits(Hostile made, Admission verdict) {
    if (verdict instanceof Refused refused) {
      return refused.verdict() == Verdict.QUARANTINED
          && made.expected().contains(refused.reason())
          && !refused.detail().isBlank()
          && !refused.detail().contains("cannot be read: java");
    }
    return made.accepted().test(((Admitted) verdict).delta());
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(HostileUploadsTest::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        clear(file);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
