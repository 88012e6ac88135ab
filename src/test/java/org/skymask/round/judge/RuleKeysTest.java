package org.skymask.round.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skymask.round.RoundException;

/** The rules' parameters and their defaults, as reference.conf and the page on rules tell them. */
class RuleKeysTest {
  private static final Pattern KEY =
      Pattern.compile("(?m)^# rule\\.([a-z-]+\\.[a-z-]+)(?: = ([^:]+))?: ");

  private static Map<String, Object> defaults() throws RoundException {
    List<String> names = new ArrayList<>(Rules.names());
    names.addAll(Rules.preAggregations());
    Map<String, Object> defaults = new TreeMap<>();
    for (String name : names) {
      Rules.defaults(name).forEach((key, value) -> defaults.put(name + "." + key, value));
    }
    return defaults;
  }

  @Test
  void areToldInTheReference() throws IOException, RoundException {
    Map<String, Object> told = new TreeMap<>();
    try (InputStream in = RuleKeysTest.class.getResourceAsStream("/reference.conf")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = KEY.matcher(text);
      while (matcher.find()) {
        String value = matcher.group(2);
        told.put(matcher.group(1), value == null ? 0.0 : read(value));
      }
    }
    assertThat(told).isEqualTo(defaults());
  }

  private static Object read(String value) {
    return value.matches("[a-z-]+") ? value : (Object) Double.parseDouble(value);
  }

  @Test
  void theReadmeCountsTheRules() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(" with " + Aggregators.names().size() + " [rules](src/site/markdown/rules.md)");
  }

  @Test
  void areToldOnThePageOfRules() throws IOException, RoundException {
    String page = Files.readString(Path.of("src/site/markdown/rules.md"));
    assertThat(Rules.names()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    assertThat(Rules.preAggregations())
        .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    assertThat(defaults().keySet())
        .allSatisfy(
            key -> assertThat(page).contains("`" + key.substring(key.indexOf('.') + 1) + "`"));
  }
}
