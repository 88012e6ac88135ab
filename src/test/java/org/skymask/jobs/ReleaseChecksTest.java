package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.cli.Run;

/** What {@code jobs/release} finds in a checkout before it builds anything. */
class ReleaseChecksTest {
  private static final String NUMBER = ReleaseCheckout.number();

  private ReleaseCheckout checkout;

  @BeforeEach
  void aCheckout(@TempDir Path directory) throws Exception {
    checkout = ReleaseCheckout.in(directory.resolve("a place"));
  }

  private void finds(String line) throws Exception {
    Run run = checkout.check();
    assertThat(run.out().lines().filter(said -> !said.startsWith("ok ")))
        .singleElement()
        .asString()
        .startsWith("failed  " + line);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("release: checks that have failed: 1\n");
  }

  private void isRight(String... options) throws Exception {
    Run run = checkout.check(options);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out().lines()).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("ok "));
  }

  /** The versions of the project itself agree. */
  @Test
  void thisProjectIsRight() throws Exception {
    isRight();
  }

  static Stream<Arguments> others() {
    String image = "skymask-spark:" + NUMBER;
    String archive = "skymask-" + NUMBER;
    return Stream.of(
        Arguments.of(
            "clients/python/pyproject.toml", NUMBER + "\\.dev0", "7.0.0", "the version is 7"),
        Arguments.of("conf/kubernetes.conf", image, "skymask-spark:7.0.0", "line "),
        Arguments.of("conf/spark-application.yaml", image, image + "1", "line "),
        Arguments.of("conf/Containerfile", image, "skymask-spark", "names no version"),
        Arguments.of(
            "clients/python/README.md", "skymask_client-" + NUMBER, "FILE", "names no version"),
        Arguments.of("src/site/markdown/index.md", archive, "skymask-7.0.0", "line "),
        Arguments.of(
            "src/site/markdown/contract.md",
            "skymask-spark/" + NUMBER,
            "skymask-spark/7.0.0",
            "line "),
        Arguments.of("CHANGELOG.md", "## Unreleased", "## [0.0.1] - 2026-01-01", "it begins with"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherVersionIsFound(String file, String what, String by, String said) throws Exception {
    checkout.snapshot().replace(file, what, by);
    finds(file + ": " + said);
  }

  @Test
  void aVersionIsANumber() throws Exception {
    checkout.version("1.x");
    Run run = checkout.check();
    assertThat(run.out()).contains("failed  pom.xml: the version is 1.x; expected");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void whatIsNotCommittedIsRefused() throws Exception {
    Files.writeString(checkout.home().resolve("leftover"), "");
    finds(
        "git: changes that are not in commit " + checkout.head() + ": 1, such as \"?? leftover\"");
    Path out = checkout.home().resolveSibling("out");
    Run run = checkout.release(Stream.of("--output", out.toString()));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).endsWith("nothing was built\n");
    assertThat(out).doesNotExist();
    isRight("--with-changes");
  }

  /** Files that are called changed are of something that no commit has. */
  @Test
  void withoutChangesNothingIsCalledChanged() throws Exception {
    Run run = checkout.check("--with-changes");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains(checkout.home() + " has no changes");
  }

  /** The build is one of a clone, which gets what git knows of or would take, and nothing else. */
  @Test
  void whatGitIgnoresIsNotBuilt() throws Exception {
    Path home = checkout.snapshot().home();
    Files.writeString(home.resolve(".gitignore"), "/target/\n*.class\n");
    Files.writeString(home.resolve("Stale.class"), "");
    Files.writeString(home.resolve("fresh file"), "");
    Files.delete(home.resolve("conf/gpu.conf"));
    Run run = checkout.buildsBy("cat pom.xml clients/python/pyproject.toml; ls . conf");
    assertThat(run.err())
        .contains("<version>" + NUMBER + "-SNAPSHOT-changed</version>", "fresh file", "demo.conf")
        .contains("version = \"" + NUMBER + ".dev0+changed\"")
        .doesNotContain("Stale", "gpu.conf")
        .endsWith("has failed, see above\n");
  }

  @Test
  void aReleaseHasADay() throws Exception {
    for (String day : List.of("unreleased", "soon", "2026-02-30", "2026-3-1")) {
      checkout.release(day);
      finds("CHANGELOG.md: it begins with \"## [" + NUMBER + "] - " + day + "\"");
    }
    checkout.release("2026-03-01");
    isRight();
  }

  @Test
  void aTagIsOfTheReleasesCommit() throws Exception {
    checkout.release("2026-03-01").git("tag", "v" + NUMBER);
    isRight();
    String tagged = checkout.head();
    checkout.replace("CHANGELOG.md", "\\z", "\n");
    finds("git: the tag v" + NUMBER + " is of commit " + tagged);
    checkout.snapshot();
    finds("git: there is a tag v" + NUMBER);
  }
}
