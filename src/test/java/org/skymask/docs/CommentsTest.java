package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Javadoc and comments name pages, sections and files that exist. */
class CommentsTest {
  /** Documents of the Parquet format, which its reader follows. */
  private static final Set<String> FOREIGN = Set.of("Encodings.md", "LogicalTypes.md");

  private static final Set<String> FILES = new TreeSet<>();

  @BeforeAll
  static void listFiles() throws IOException {
    for (String top : List.of("src", "conf", "jobs", "clients/python")) {
      try (Stream<Path> files = Files.walk(Path.of(top))) {
        files.filter(Files::isRegularFile).forEach(file -> FILES.add(file.getFileName() + ""));
      }
    }
  }

  @Test
  void whatCommentsNameExists() throws IOException {
    List<String> wrong = new ArrayList<>();
    int named = 0;
    for (Path file : sources()) {
      for (String name : Comments.of(file).names()) {
        named++;
        if (!exists(name)) {
          wrong.add(file + " names " + name);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(named).isGreaterThan(50);
  }

  @Test
  void namesAreFoundInCommentsAlone() {
    String source =
        """
        /** By method.md#gate, and (see conf/demo.conf). */
        String a = "none.md // none.conf"; // jobs/demo, or x/README.md.
        char c = '"'; /* src/main/resources is a directory */
        """;
    assertThat(Comments.of(Path.of("A.java"), source).names())
        .containsExactly(
            "method.md#gate", "conf/demo.conf", "jobs/demo", "x/README.md", "src/main/resources");
  }

  @Test
  void whatIsMissingIsSeen() {
    assertThat(List.of("method.md#gate", "contract.md", "conf/demo.conf", "reference.conf", "jobs"))
        .allMatch(CommentsTest::exists);
    assertThat(List.of("method.md#none", "architecture.md", "conf/none.conf", "none.conf"))
        .noneMatch(CommentsTest::exists);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** A page of the site by its name, a file by its name or its path; what a build makes is none. */
  private static boolean exists(String name) {
    if (FOREIGN.contains(name) || name.startsWith("target/")) {
      return true;
    }
    String target = name.replaceFirst("#.*", "");
    Path page = Documentation.SITE.resolve(target);
    if (name.contains("#")) {
      String anchor = name.substring(name.indexOf('#') + 1);
      return Files.exists(page) && MarkdownPage.read(page).anchors().contains(anchor);
    }
    return Documentation.MADE.contains(name)
        || Files.exists(page)
        || Files.exists(Path.of(target))
        || !target.contains("/") && FILES.contains(target);
  }
}
