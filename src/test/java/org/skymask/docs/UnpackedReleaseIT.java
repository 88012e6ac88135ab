package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.fixture.Built;
import org.skymask.fixture.NamelessUser;

/**
 * The launcher as a release has it, made of this build. Somebody unpacks it as the pages say and
 * runs a round. There are Java and a shell's tools on the PATH, and neither Maven nor Python; the
 * directory's name has a space, and whoever runs the round may not write to it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnpackedReleaseIT {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "basename",
          "cat",
          "chmod",
          "cksum",
          "cp",
          "dirname",
          "env",
          "find",
          "grep",
          "gzip",
          "id",
          "ln",
          "locale",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sha256sum",
          "tar",
          "tr");

  private static final Pattern ARCHIVE = Pattern.compile("tar -xf (skymask-\\S+)\\.tar\\.gz");

  private Path directory = Path.of("");
  private Path unpacked = Path.of("");

  /** The lines of both pages that begin with a release, which are the same. */
  private static String lines() {
    List<String> blocks =
        Stream.of(Documentation.README, Documentation.SITE.resolve("index.md"))
            .flatMap(page -> MarkdownPage.read(page).blocks().stream())
            .filter(block -> "UnpackedReleaseIT".equals(block.runBy()))
            .map(block -> String.join("\n", block.text()))
            .toList();
    assertThat(blocks).as("README.md, index.md").hasSize(2);
    assertThat(blocks.get(0)).isEqualTo(blocks.get(1));
    return blocks.get(0);
  }

  @BeforeAll
  void unpacksTheLauncherAsThePagesSay(@TempDir Path temporary) throws Exception {
    directory = temporary;
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), found(tool));
    }
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Files.createSymbolicLink(bin.resolve("java"), java);
    Path place = Files.createDirectory(directory.resolve("a place"));
    for (Path shown : List.of(directory, place)) {
      Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Matcher archive = ARCHIVE.matcher(lines());
    assertThat(archive.find()).isTrue();
    unpacked = place.resolve(archive.group(1));

    String target = Built.directory().toAbsolutePath().toString();
    Map<String, String> time = Map.of("SOURCE_DATE_EPOCH", "1700000000");
    // Compressing takes half a minute and makes it no smaller; tar looks at what it gets.
    String packs = "jobs/lib/launcher '%1$s' '%2$s.tar' && mv '%2$s.tar' '%2$s.tar.gz'";
    succeeds(run(Path.of("").toAbsolutePath(), time, packs.formatted(target, unpacked)));
    succeeds(run(place, Map.of(), "sha256sum *.tar.gz >SHA256SUMS"));
    Run typed = run(place, Map.of(), lines());
    assertThat(succeeds(typed)).contains(": OK", "round", "verify");
    succeeds(run(unpacked, Map.of(), "chmod -R a-w ."));
  }

  @AfterAll
  void mayBeRemoved() throws Exception {
    run(unpacked, Map.of(), "chmod -R u+w .");
  }

  private static Path found(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + tool));
  }

  private static String succeeds(Run run) {
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run.out();
  }

  private Run run(Path where, Map<String, String> further, String lines) throws Exception {
    return start(further, List.of("bash", "-euc", "cd '" + where + "'\n" + lines));
  }

  private Run start(Map<String, String> further, List<String> command) throws Exception {
    Map<String, String> environment = new HashMap<>(SkyMaskProcess.SHORT_LIVED);
    environment.put("PATH", directory.resolve("bin").toString());
    environment.put("JAVA_HOME", "");
    environment.put("SKYMASK_ARCHIVE", "existing");
    environment.putAll(further);
    return SkyMaskProcess.start(command, environment).end();
  }

  /** From a directory of the user's own, by the program that jobs/install has put on the PATH. */
  @Test
  void runsARoundForAUserWhoMayNotWriteThere() throws Exception {
    Path user = Files.createDirectory(directory.resolve("user"));
    Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path prefix = directory.resolve("local");
    String installs = "jobs/install --prefix '%s'".formatted(prefix);
    assertThat(succeeds(run(unpacked, Map.of(), installs))).contains("skymask: installed");

    String round =
        """
        cd '%1$s'
        cp -r '%2$s/conf' '%2$s/data' .
        chmod -R u+w conf data
        PATH='%3$s/bin':$PATH
        skymask init --config conf/demo.conf --from data/model >&2
        skymask round --config conf/demo.conf --json
        skymask verify --config conf/demo.conf >&2
        """
            .formatted(user, unpacked, prefix);
    boolean root = succeeds(run(user, Map.of(), "id -u")).equals("0\n");
    String[] shell = {"bash", "-euc", round};
    Run run = start(Map.of(), root ? NamelessUser.runs(shell) : List.of(shell));
    succeeds(run);
    assertThat(run.json().path("outcome").asText()).isEqualTo("committed");
    assertThat(user.resolve("target/demo/models/round=1/commit.json")).exists();
  }

  /** One of Spark 4, whose spark-submit is another program. */
  private Map<String, String> distribution(String submits) throws IOException {
    Path spark = directory.resolve("spark-" + submits);
    Files.createDirectories(spark.resolve("bin"));
    Files.createDirectories(spark.resolve("jars"));
    Files.createSymbolicLink(spark.resolve("bin/spark-submit"), found(submits));
    Files.createFile(spark.resolve("jars/spark-core_2.13-4.2.0.jar"));
    return Map.of("SPARK_HOME", spark.toString());
  }

  /** A release has the jars for distributions as files of their own. */
  @Test
  void tellsWhichFileOfTheReleaseADistributionNeeds() throws Exception {
    Run run = run(unpacked, distribution("true"), "jobs/skymask status");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message())
        .startsWith("there is no " + unpacked + "/target/spark-4/skymask-spark-")
        .contains("-spark-4-app.jar; put this file of the release there, or set SKYMASK_APP");
    run = run(unpacked, Map.of("SKYMASK_SPARK", "4"), "jobs/skymask status");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).startsWith(unpacked + " is an unpacked release with embedded Spark");
  }

  /** Spark cuts the driver's options at spaces, but not within quotes. */
  @Test
  void aDistributionLogsByTheReleasesFile() throws Exception {
    Map<String, String> spark = distribution("echo");
    Run run = run(unpacked, spark, "SKYMASK_APP=skymask.jar jobs/skymask status");
    Path log = unpacked.resolve("src/main/resources/log4j2.properties");
    assertThat(log).isRegularFile();
    assertThat(succeeds(run)).contains(" \"-Dlog4j2.configurationFile=" + log + "\" ");
  }
}
