package org.skymask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.skymask.fixture.Built;
import org.skymask.fixture.Needs;

/** What the application jar says about what it carries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationJarIT {
  private static final Pattern NATIVE = Pattern.compile(".*/(lib[^/]*)\\.so(\\.\\d+)?");
  private static final Pattern NAMED = Pattern.compile("\\blib[a-z0-9_]+\\b");

  private Optional<JarFile> opened = Optional.empty();

  @BeforeAll
  void open() throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Built.directory(), "*-app.jar")) {
      for (Path jar : jars) {
        opened = Optional.of(new JarFile(jar.toFile()));
      }
    }
    Needs.that(opened.isPresent(), "the build was one with -Dskymask.app.skip");
  }

  @AfterAll
  void close() throws IOException {
    if (opened.isPresent()) {
      opened.get().close();
    }
  }

  @Test
  void everyLibraryHasALicence() throws IOException {
    List<String> lines = text("META-INF/THIRD-PARTY.txt").lines().toList();
    List<String> libraries = lines.stream().filter(line -> line.startsWith("     (")).toList();
    assertThat(libraries)
        .hasSizeGreaterThan(60)
        .anyMatch(line -> line.contains("(Apache-2.0) picocli"))
        .noneMatch(line -> line.contains("Unknown license"));
    assertThat(text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
  }

  /** Their licences are in no pom: somebody has to look. */
  @Test
  void theNoticeNamesEveryNativeLibrary() throws IOException {
    List<String> named =
        NAMED.matcher(text("META-INF/NOTICE")).results().map(MatchResult::group).toList();
    List<String> natives =
        opened.orElseThrow().stream()
            .map(ZipEntry::getName)
            .filter(name -> NATIVE.matcher(name).matches())
            .toList();
    assertThat(natives)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            name -> {
              String file = name.substring(name.lastIndexOf('/') + 1);
              assertThat(named).as(name).anyMatch(file::startsWith);
            });
  }

  @Test
  void noticesOfLibrariesFollowOurs() throws IOException {
    assertThat(text("META-INF/NOTICE")).startsWith("skymask-spark\n").contains("# Jackson");
    assertThat(text("META-INF/NOTICE.txt")).contains("Apache Commons");
  }

  @Test
  void theVersionIsFilledIn() throws IOException {
    assertThat(text("org/skymask/versions.properties")).contains("skymask=0.").doesNotContain("${");
  }

  private String text(String name) throws IOException {
    JarFile jar = opened.orElseThrow();
    ZipEntry entry = Objects.requireNonNull(jar.getEntry(name), name);
    return new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
  }
}
