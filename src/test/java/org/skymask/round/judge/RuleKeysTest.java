package org.skymask.round.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skymask.rule.Rules;

/** The rules' parameters and their defaults, as reference.conf and the page on rules tell them. */
class RuleKeysTest {
  private static final Pattern KEY =
      Pattern.compile("(?m)^# rule\\.([a-z-]+\\.[a-z-]+)(?: = ([^:]+))?: ");

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new TreeMap<>();
    Stream.concat(Rules.ALL.all().stream(), Rules.BEFORE.all().stream())
        .forEach(
            rule ->
                rule.own()
                    .forEach(one -> defaults.put(rule.name() + "." + one.name(), one.shown())));
    return defaults;
  }

  @Test
  void areToldInTheReference() throws IOException {
    Map<String, Object> told = new TreeMap<>();
    try (InputStream in = RuleKeysTest.class.getResourceAsStream("/reference.conf")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = KEY.matcher(text);
      while (matcher.find()) {
        String value = matcher.group(2);
        told.put(matcher.group(1), value == null ? "" : value);
      }
    }
    assertThat(told).isEqualTo(defaults());
  }

  @Test
  void theReadmeCountsTheRules() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(" with " + Aggregators.names().size() + " [rules](src/site/markdown/rules.md)");
  }

  @Test
  void areToldOnThePageOfRules() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/rules.md"));
    assertThat(Rules.ALL.names())
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    assertThat(Rules.BEFORE.names())
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    assertThat(defaults().keySet())
        .allSatisfy(
            key -> assertThat(page).contains("`" + key.substring(key.indexOf('.') + 1) + "`"));
  }
}
