package org.skymask.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The site's page of attacks against the attacks. */
class AttacksPageTest {
  private static final Map<Knowledge, String> WORDS =
      Map.of(
          Knowledge.HONEST_UPDATES, "honest updates",
          Knowledge.RULE, "the rule",
          Knowledge.SURROGATE_ROOT, "surrogate");

  /** Cells by the name in the first of them, of the tables that tell parameters. */
  private static Map<String, String[]> rows() throws IOException {
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("src/site/markdown/attacks.md"))) {
      String[] cells = line.split(" *\\| *", -1);
      if (line.startsWith("| `") && cells.length == 7) {
        rows.put(cells[1].replace("`", ""), cells);
      }
    }
    return rows;
  }

  private static String[] row(String name) throws IOException {
    return Objects.requireNonNull(rows().get(name), name);
  }

  static List<String> names() {
    return Attacks.ALL.names();
  }

  @Test
  void thePageHasEveryAttackAndNoOther() throws IOException {
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(names());
  }

  /** {@code none} is no attack. */
  @Test
  void theReadmeCountsThem() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(" and " + (names().size() - 1) + " [attacks](src/site/markdown/attacks.md)");
  }

  @ParameterizedTest
  @MethodSource("names")
  void parametersAndTheirStandardsAreThoseOfThePage(String name) throws IOException {
    String parameters =
        Attacks.ALL.get(name).parameters().stream()
            .map(parameter -> "`" + parameter.name() + "` = " + parameter.shown())
            .collect(Collectors.joining(", "));
    assertThat(row(name)[4]).isEqualTo(parameters);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatAnAttackKnowsIsWhatThePageSays(String name) throws IOException {
    String known = row(name)[3];
    Set<Knowledge> assumed = Attacks.ALL.make(name, Map.of()).assumes();
    if (!known.startsWith("as ")) {
      WORDS.forEach(
          (knowledge, word) ->
              assertThat(known.contains(word)).as(word).isEqualTo(assumed.contains(knowledge)));
    }
  }
}
