package org.skymask.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and pages name figures that there are. */
class AlertsTest {
  private static Set<String> shown() {
    Figures figures = new Figures(Clock.systemUTC());
    figures.begins(Rounds.ID);
    figures.ended("admit", 1);
    figures.admitted(Rounds.UPLOADS);
    figures.epoch(1, 2, 0.5);
    figures.finished(new Ending(Rounds.committed(), 0, ""));
    return figures.all().keySet().stream()
        .map(figure -> "skymask_" + figure.name())
        .collect(Collectors.toSet());
  }

  private static Set<String> named(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toSet());
  }

  @Test
  void alertsAreOnFiguresThatThereAre() throws IOException {
    String alerts = Files.readString(Path.of("conf/prometheus-alerts.yml"));
    assertThat(named(alerts, "skymask_[a-z_]+")).hasSizeGreaterThan(3).isSubsetOf(shown());
  }

  @Test
  void thePageTellsEveryFigure() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/observing.md"));
    for (String name : shown()) {
      assertThat(page).contains("`" + name.replace("skymask_", "") + "`");
    }
    assertThat(named(page, "skymask_[a-z]+(_[a-z]+)*")).isSubsetOf(union());
  }

  /** The run facet and the metrics' prefix in Spark look alike. */
  private static Set<String> union() {
    Set<String> all = new HashSet<>(shown());
    all.addAll(List.of("skymask_round", "skymask_driver_round_clients_filtered"));
    return all;
  }
}
