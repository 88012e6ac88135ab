package org.skymask.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.skymask.cli.Run;
import org.skymask.cli.SkyMaskProcess;
import org.skymask.cli.TestFederation;

/**
 * A repository with what {@code jobs/release} checks, as it stands in this project.
 *
 * @param home its directory
 */
record ReleaseCheckout(Path home) {
  private static final Pattern VERSION =
      Pattern.compile("(?m)^  <version>((\\d+\\.\\d+\\.\\d+)(-SNAPSHOT)?)</version>$");

  private static final String CLIENT = "clients/python/pyproject.toml";

  /** What stands before the first line that is to be replaced. */
  private static final String FIRST = "(?m)\\A(?s:(.*?))";

  private static final Map<String, String> NOBODY =
      Map.of(
          "GIT_CONFIG_GLOBAL",
          "/dev/null",
          "GIT_AUTHOR_NAME",
          "a",
          "GIT_AUTHOR_EMAIL",
          "a",
          "GIT_COMMITTER_NAME",
          "a",
          "GIT_COMMITTER_EMAIL",
          "a",
          "JAVA_HOME",
          System.getProperty("java.home"));

  static ReleaseCheckout in(Path home) throws IOException, InterruptedException {
    List<String> files =
        List.of(
            "pom.xml",
            "CHANGELOG.md",
            "README.md",
            "jobs/release",
            "clients/python/README.md",
            CLIENT);
    for (String file : files) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(Path.of(file), home.resolve(file));
    }
    for (String directory : List.of("jobs/lib", "conf", "src/site/markdown")) {
      TestFederation.copy(Path.of(directory), home.resolve(directory));
    }
    ReleaseCheckout checkout = new ReleaseCheckout(home);
    checkout.git("init", "-q");
    checkout.commit();
    return checkout;
  }

  /** The version that this project has or is about to have, such as 0.1.0. */
  static String number() {
    try {
      Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
      assertThat(version.find()).as("a version in pom.xml").isTrue();
      return version.group(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it a checkout between two releases, which this project need not be. */
  ReleaseCheckout snapshot() throws IOException, InterruptedException {
    return versions(number() + "-SNAPSHOT", number() + ".dev0", "## Unreleased");
  }

  /** Makes it one of a release, with this in the place of the day. */
  ReleaseCheckout release(String day) throws IOException, InterruptedException {
    return versions(number(), number(), "## [" + number() + "] - " + day);
  }

  /** Commits a version of the program, one of the client, and the changelog's first section. */
  private ReleaseCheckout versions(String version, String client, String section)
      throws IOException, InterruptedException {
    write(
        "pom.xml",
        FIRST + "^  <version>[^<]*</version>$",
        "$1  <version>" + version + "</version>");
    write(CLIENT, "(?m)^version = .*$", "version = \"" + client + "\"");
    write("CHANGELOG.md", FIRST + "^## .*$", "$1" + section);
    commit();
    return this;
  }

  void version(String version) throws IOException, InterruptedException {
    versions(version, version, "## Unreleased");
  }

  /** Replaces what a pattern finds, and commits that. */
  void replace(String file, String what, String by) throws IOException, InterruptedException {
    write(file, what, by);
    commit();
  }

  private void write(String file, String what, String by) throws IOException {
    Path path = home.resolve(file);
    String text = Files.readString(path);
    assertThat(Pattern.compile(what).matcher(text).find()).as("%s in %s", what, file).isTrue();
    Files.writeString(path, text.replaceAll(what, by));
  }

  private void commit() throws IOException, InterruptedException {
    git("add", "--all");
    git("commit", "-q", "--allow-empty", "-m", "a");
  }

  /** The commit that is checked out. */
  String head() throws IOException, InterruptedException {
    return git("rev-parse", "HEAD").strip();
  }

  String git(String... arguments) throws IOException, InterruptedException {
    return succeeds(run(Stream.concat(Stream.of("git", "-C", "."), Arrays.stream(arguments))));
  }

  private static String succeeds(Run run) {
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    return run.out();
  }

  Run check(String... options) throws IOException, InterruptedException {
    return release(Stream.concat(Stream.of("--check"), Arrays.stream(options)));
  }

  Run release(Stream<String> options) throws IOException, InterruptedException {
    return run(Stream.concat(Stream.of("jobs/release"), options));
  }

  /** Makes a release with changes, where Maven says what a line of the shell does, and fails. */
  Run buildsBy(String line) throws IOException, InterruptedException {
    Path bin = home.resolveSibling("bin");
    Checkout.program(bin.resolve("mvn"), "#!/bin/bash\n" + line + "\nexit 1\n");
    Checkout.program(bin.resolve("python3"), "#!/bin/bash\nexit 1\n");
    String path = "PATH=" + bin + ":" + System.getenv("PATH");
    return run(Stream.of("env", path, "jobs/release", "--with-changes"));
  }

  private Run run(Stream<String> command) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("bash", "-c", "cd \"$1\" && shift && exec \"$@\"", "bash"));
    all.add(home.toString());
    all.addAll(command.toList());
    return SkyMaskProcess.start(all, NOBODY).end();
  }
}
