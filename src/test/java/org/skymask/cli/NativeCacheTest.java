package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
  private static final String KEY = "org.bytedeco.javacpp.cachedir";

  private String before;

  @BeforeEach
  void remember() {
    before = System.clearProperty(KEY);
  }

  @AfterEach
  void restore() {
    System.clearProperty("DJL_CACHE_DIR");
    System.clearProperty(KEY);
    if (before != null) {
      System.setProperty(KEY, before);
    }
  }

  @Test
  void aUserWithoutAHomeHasAPlaceOfItsOwn(@TempDir Path temporary) throws Exception {
    NativeCache.settle(temporary, "one");
    Path own = temporary.resolve("skymask-one");
    assertThat(System.getProperty(KEY)).isEqualTo(own.resolve("javacpp").toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
  }

  @Test
  void whoeverHasNamedAPlaceKeepsIt(@TempDir Path temporary) {
    System.setProperty(KEY, "/chosen");
    NativeCache.settle(temporary, "one");
    assertThat(System.getProperty(KEY)).isEqualTo("/chosen");
  }

  /** Another could have put libraries behind the link. */
  @Test
  void aPlaceThatIsNotOursIsNotUsed(@TempDir Path temporary) throws Exception {
    Files.createSymbolicLink(temporary.resolve("skymask-one"), temporary.resolve("elsewhere"));
    Files.createDirectory(temporary.resolve("elsewhere"));
    NativeCache.settle(temporary, "one");
    assertThat(System.getProperty(KEY)).isNull();
  }
}
