package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.attack.Attacks;
import org.skymask.round.judge.Aggregators;
import org.skymask.simulate.data.RootSources;
import org.skymask.simulate.data.Splits;

/**
 * What pages and reference.conf say of rules, attacks, splits and root sources is what these
 * declare. With {@code -Dskymask.write} it is written there.
 */
class DeclaredPagesTest {
  private static final boolean WRITES = System.getProperty("skymask.write") != null;
  private static final Path REFERENCE = Path.of("src/main/resources/reference.conf");
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- declared: ([^>]+) -->\n\n).*?(\n?<!-- end of declared -->)");
  private static final Pattern KEYS = Pattern.compile("(?m)(^# rule\\.\\S+\\.(.*\n#   )*.*\n)+");

  private static void holds(Path file, String expected) throws IOException {
    if (WRITES) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  private static String replaced(Pattern pattern, Path file, String... groups) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file));
    assertThat(matcher.find()).as("%s has a place for it", file).isTrue();
    return matcher.replaceAll(
        found -> {
          String made = groups.length > 0 ? groups[0] : table(found.group(2));
          return Matcher.quoteReplacement(
              groups.length > 0 ? made : found.group(1) + made + "\n" + found.group(3).strip());
        });
  }

  private static String table(String named) {
    return DeclaredTables.of(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules.md", "attacks.md", "experiments.md"})
  void tablesAreWhatIsDeclared(String page) throws IOException {
    Path file = Documentation.SITE.resolve(page);
    holds(file, replaced(TABLE, file));
  }

  @Test
  void theReferenceTellsTheParametersOfRules() throws IOException {
    holds(REFERENCE, replaced(KEYS, REFERENCE, DeclaredKeys.comment()));
  }

  @Test
  void everyAttackIsInOneTable() throws IOException {
    String page = Files.readString(Documentation.SITE.resolve("attacks.md"));
    Stream<String> names =
        TABLE
            .matcher(page)
            .results()
            .map(table -> table.group(2))
            .filter(table -> table.startsWith("attacks "))
            .flatMap(table -> Arrays.stream(table.split(" ")).skip(1));
    assertThat(names).containsExactlyInAnyOrderElementsOf(Attacks.ALL.names());
  }

  /** The attack {@code none} does nothing. */
  @Test
  void theReadmeCountsThem() throws IOException {
    assertThat(Files.readString(Documentation.README))
        .contains(Aggregators.names().size() + " [rules](src/site/markdown/rules.md)")
        .contains((Attacks.ALL.names().size() - 1) + " [attacks](src/site/markdown/attacks.md)");
  }

  @Test
  void theExperimentFileNamesEverySplitAndRootSource() throws IOException {
    Path file = Path.of("src/main/resources/org/skymask/config/experiment.conf");
    List<String> splits = Splits.ALL.names();
    List<String> shifts = RootSources.ALL.names().stream().skip(1).toList();
    assertThat(Files.readString(file))
        .contains(splits.stream().map(name -> "split = " + name).toList())
        .contains(shifts.stream().map(name -> "source = " + name).toList());
  }
}
