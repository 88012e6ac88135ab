package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skymask.model.Reason;

/** The runbook answers for everything that may wake somebody. */
class RunbookTest {
  private static final Path PAGES = Path.of("src/site/markdown");

  private static String page(String name) throws IOException {
    return Files.readString(PAGES.resolve(name));
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(RunbookTest::group).distinct();
  }

  private static String group(MatchResult match) {
    return match.group(1);
  }

  @Test
  void hasASectionForEveryExitCode() throws IOException {
    String runbook = page("runbook.md");
    for (int code = 0; code <= ExitCode.UNKNOWN; code++) {
      assertThat(runbook).contains("\n## Exit code " + code + ":");
    }
  }

  @Test
  void hasARowForEveryReason() throws IOException {
    String runbook = page("runbook.md");
    for (Reason reason : Reason.values()) {
      assertThat(runbook).containsPattern("\\|[^|]*`" + reason.code() + "`[^|]*\\|");
    }
  }

  @Test
  void explainsEveryAlert() throws IOException {
    String runbook = page("runbook.md");
    assertThat(found("alert: (\\w+)", Files.readString(Path.of("conf/prometheus-alerts.yml"))))
        .hasSizeGreaterThan(5)
        .allSatisfy(alert -> assertThat(runbook).contains("`" + alert + "`"));
  }

  @Test
  void namesCommandsThatExist() throws IOException {
    String help = Run.of("--help").out();
    assertThat(found("jobs/skymask ([a-z]+)", page("runbook.md") + page("observing.md")))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(help).contains("\n  " + command + " "));
  }
}
