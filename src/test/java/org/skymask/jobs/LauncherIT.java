package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;

/** What {@code jobs/skymask} sees to before there is a JVM. */
class LauncherIT {
  private Checkout checkout;

  @BeforeEach
  void aCheckout(@TempDir Path directory) throws IOException {
    checkout = Checkout.in(directory.resolve("a place & \"another\""));
  }

  private static void refused(Run run, String... said) {
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.json().path("exit").asInt()).isEqualTo(1);
    assertThat(run.json().path("error").asText()).isEqualTo(run.message()).contains(said);
  }

  /** Before a build, which takes minutes: nothing is built here. */
  @Test
  void whatThisMachineLacksIsSaidAtOnce() throws Exception {
    refused(status(Map.of("JAVA_HOME", "/none")), "JAVA_HOME is /none", "17 to 21");
    for (String version : List.of("11.0.2", "16", "22", "25.0.3")) {
      Path java = checkout.java(version);
      refused(status(Map.of("JAVA_HOME", java.toString())), java + "/bin/java is Java " + version);
    }
    String java = checkout.java("17.0.15").toString();
    refused(
        status(Map.of("JAVA_HOME", java, "SPARK_HOME", "/none")),
        "SPARK_HOME is /none",
        "bin/spark-submit");
    assertThat(checkout.home().resolve("target")).doesNotExist();
  }

  /** Tools of the shell are there, Java and Maven are not. */
  @Test
  void aMissingProgramIsNoExitCodeOfAShell(@TempDir Path bin) throws Exception {
    for (String tool : List.of("bash", "readlink", "dirname", "locale", "sed", "grep")) {
      Path there =
          Stream.of("/usr/bin", "/bin")
              .map(d -> Path.of(d, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(tool), there);
    }
    Map<String, String> path = Map.of("PATH", bin.toString(), "JAVA_HOME", "");
    refused(status(path), "there is no java in PATH");
    String java = checkout.java("21").toString();
    refused(status(Map.of("PATH", bin.toString(), "JAVA_HOME", java)), "there is no mvn");
  }

  private Run status(Map<String, String> environment) throws Exception {
    return checkout.run(environment, "status", "--json");
  }

  private Run runs(Checkout there, Map<String, String> further) throws Exception {
    Map<String, String> environment = new HashMap<>(further);
    environment.put("JAVA_HOME", there.java("17.0.15").toString());
    Run run = there.run(environment, "status");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void aCheckoutMayBeMoved(@TempDir Path other) throws Exception {
    Checkout moved = checkout.built().moved(other.resolve("there"));
    for (Checkout one : List.of(checkout, moved)) {
      Path target = one.home().resolve("target");
      assertThat(runs(one, Map.of()).out().lines())
          .containsSequence(
              "-cp",
              target + "/skymask-spark-1.jar:" + target + "/lib/a.jar",
              "org.skymask.SkyMask",
              "status");
    }
  }

  /** A driver elsewhere may not have the file, and would log nothing. */
  @Test
  void aDriverThatRunsHereLogsByOurFile(@TempDir Path spark) throws Exception {
    Checkout.program(spark.resolve("bin/spark-submit"), "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    Path cluster = spark.resolve("cluster.conf");
    Files.writeString(cluster, "spark.master yarn\nspark.submit.deployMode  cluster\n");
    assertThat(logsByOurFile(spark, Map.of())).isTrue();
    String client = "--master yarn --deploy-mode client";
    assertThat(logsByOurFile(spark, Map.of("SKYMASK_SUBMIT_OPTS", client))).isTrue();
    for (String options :
        List.of(
            "--master yarn --deploy-mode cluster",
            "--deploy-mode=cluster",
            "--conf spark.submit.deployMode=cluster",
            "--properties-file " + cluster)) {
      Map<String, String> submitted = Map.of("SKYMASK_SUBMIT_OPTS", options);
      assertThat(logsByOurFile(spark, submitted)).as(options).isFalse();
      Map<String, String> asked = Map.of("SKYMASK_SUBMIT_OPTS", options, "SKYMASK_LOG", "json");
      assertThat(logsByOurFile(spark, asked)).as(options).isTrue();
    }
    Files.createDirectory(spark.resolve("conf"));
    Files.copy(cluster, spark.resolve("conf/spark-defaults.conf"));
    assertThat(logsByOurFile(spark, Map.of())).isFalse();
  }

  private boolean logsByOurFile(Path spark, Map<String, String> further) throws Exception {
    Map<String, String> environment = new HashMap<>(further);
    environment.put("SPARK_HOME", spark.toString());
    environment.put("SKYMASK_APP", "local:///opt/skymask.jar");
    return runs(checkout, environment)
        .out()
        .contains("\"-Dlog4j2.configurationFile=" + checkout.home() + "/src/main/resources/");
  }

  @Test
  void namesOfFilesAreUnicodeUnderNoLocale() throws Exception {
    checkout.built();
    for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8")) {
      assertThat(runs(checkout, Map.of("LC_ALL", locale)).out()).startsWith("LC_ALL=C.UTF-8\n");
    }
    assertThat(runs(checkout, Map.of("LC_ALL", "", "LANG", "", "LC_CTYPE", "")).out())
        .startsWith("LC_ALL=C.UTF-8\n");
    assertThat(runs(checkout, Map.of("LC_ALL", "", "LANG", "C.UTF-8", "LC_CTYPE", "")).out())
        .as("a locale that knows UTF-8 is left alone")
        .startsWith("LC_ALL=\n");
  }

  /** What is tried again at every start would make each one slower than having none. */
  @Test
  void anArchiveThatCannotBeMadeIsNotTriedAtEveryStart() throws Exception {
    checkout.built();
    assertThat(runs(checkout, Map.of("SKYMASK_ARCHIVE", "on")).err())
        .contains("preparing the class-data archive", "there is none, see ");
    Run again = runs(checkout, Map.of("SKYMASK_ARCHIVE", "on"));
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).doesNotContain("SharedArchiveFile");
    try (Stream<Path> files = Files.list(checkout.home().resolve("target/archive"))) {
      assertThat(files).singleElement().asString().endsWith(".jsa.log");
    }
    // Another JVM has another.
    String other = checkout.java("21.0.1").toString();
    Map<String, String> on = Map.of("SKYMASK_ARCHIVE", "on", "JAVA_HOME", other);
    assertThat(checkout.run(on, "status").err()).contains("preparing the class-data archive");
  }

  @Test
  void closedStreamsAreNoFiles() throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", checkout.built().java("17").toString());
    Path jvm = checkout.home().resolve("jdk-17/bin/java");
    String tells = "#!/bin/bash\nexec 9>\"$TOLD\"\nreadlink /proc/$$/fd/{0,1,2} >&9\n";
    Checkout.program(jvm, tells);
    Path told = checkout.home().resolve("told");
    Map<String, String> all = new HashMap<>(java);
    all.put("TOLD", told.toString());
    assertThat(checkout.shell(all, "\"$@\" <&- >&- 2>&-", "status").exit()).isZero();
    assertThat(told).hasContent("/dev/null\n/dev/full\n/dev/null");
  }

  @Test
  void aBuildLeavesAllThatTheLauncherNeeds(@TempDir Path repository) throws Exception {
    Path target = Files.createDirectories(checkout.home().resolve("target"));
    Path a = Files.writeString(repository.resolve("a-1.jar"), "one");
    Path b = Files.writeString(repository.resolve("b-1.jar"), "other");
    Files.writeString(target.resolve("libraries.classpath"), a + ":" + b);
    for (String stale : List.of("skymask-spark-0.jar", "skymask-spark-0-app.jar", "lib/a-0.jar")) {
      Files.createDirectories(target.resolve("lib"));
      Files.createFile(target.resolve(stale));
    }
    Files.createFile(target.resolve("skymask-spark-1.jar"));
    String gather = checkout.home().resolve("jobs/lib/gather").toString();
    for (int build = 0; build < 2; build++) {
      Run run =
          SkyMaskProcess.start(List.of(gather, target.toString(), "skymask-spark-1"), Map.of())
              .end();
      assertThat(run.exit()).as(run.err()).isZero();
    }
    assertThat(target.resolve("skymask.classpath"))
        .hasContent("skymask-spark-1.jar:lib/a-1.jar:lib/b-1.jar");
    Files.delete(a);
    assertThat(target.resolve("lib/a-1.jar")).hasContent("one");
    for (String stale : List.of("skymask-spark-0.jar", "skymask-spark-0-app.jar", "lib/a-0.jar")) {
      assertThat(target.resolve(stale)).doesNotExist();
    }
  }
}
