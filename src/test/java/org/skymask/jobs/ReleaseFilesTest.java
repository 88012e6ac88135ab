package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;

/** What {@code jobs/release} finds in the files that it has made. */
class ReleaseFilesTest {
  private ReleaseCheckout checkout;
  private ReleaseFiles files;

  @BeforeEach
  void filesOfACommit(@TempDir Path directory) throws Exception {
    checkout = ReleaseCheckout.in(directory.resolve("a place")).snapshot();
    files =
        ReleaseFiles.write(
            directory.resolve("all files"), ReleaseCheckout.number(), checkout.head());
  }

  private void finds(String line) throws Exception {
    Run run = checkout.check("--output", files.directory().toString());
    assertThat(run.out().lines().filter(said -> !said.startsWith("ok ")))
        .singleElement()
        .asString()
        .startsWith("failed  " + line);
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void rightOnesPass() throws Exception {
    Run run = checkout.check("--output", files.directory().toString());
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains(": all 13 files", "SHA256SUMS: the sum of each file", "the launcher starts")
        .contains("bom-spark-4.json: the bill of materials", "-spark-4-app.jar: Implementation");
  }

  @Test
  void anotherByteIsFound() throws Exception {
    files.text("skymask-" + files.version() + "-site.tar.gz", "x");
    finds(files.directory() + "/SHA256SUMS: skymask-" + files.version() + "-site.tar.gz: FAILED");
  }

  @Test
  void aFileThatNobodySummedIsFound() throws Exception {
    files.text("SHA256SUMS", "");
    finds(files.directory() + "/SHA256SUMS: it does not name each");
  }

  @Test
  void anotherFileIsFound() throws Exception {
    files.text("leftover", "");
    finds(files.directory() + ": not of a release: leftover");
    Files.delete(files.directory().resolve("leftover"));
    Files.delete(files.directory().resolve("skymask-" + files.version() + "-image.tar.gz"));
    assertThat(checkout.check("--output", files.directory().toString()).out())
        .contains("failed  " + files.directory() + ": missing skymask-");
  }

  /** Of another version is a jar whose manifest says so; of another commit, what a build leaves. */
  @Test
  void aJarOfAnotherCommitIsFound() throws Exception {
    String name = "skymask-spark-" + files.version() + "-spark-4.jar";
    files.jar(name, "0000");
    files.sum();
    finds(name + ": \"Implementation-Version: " + files.version() + " commit=0000 changed=false\"");
  }

  @Test
  void aBillOfAnotherVersionIsFound() throws Exception {
    files.text("bom.json", "\"pkg:maven/org.skymask/skymask-spark@7.0.0?type=jar\"");
    files.sum();
    finds("bom.json: it is not the bill of materials of skymask-spark " + files.version());
  }

  @Test
  void aLauncherThatDoesNotStartIsFound() throws Exception {
    files.launcher("echo nothing is built; exit 1");
    files.sum();
    finds("skymask-" + files.version() + ".tar.gz: the launcher of " + files.version());
  }
}
