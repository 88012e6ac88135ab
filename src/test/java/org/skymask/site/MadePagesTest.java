package org.skymask.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadePagesTest {
  private static final Path REFERENCE = Path.of("src/main/resources/reference.conf");

  @Test
  void aKeyIsARowWithItsTypeDefaultAndComment() {
    String page =
        page(
            """
            # About the file, not about a key.

            # Who it is.
            # Text; no default.
            name = null

            # How it is done, in <steps> | parts.
            work {
              # Whole number, 1 or more.
              times = 3

              # Above 0.
              rate = 1e5

              # Size, 1 byte or more.
              room = 2 MiB

              # Duration ("7d").
              age = 7d

              # Some of a, b.
              which = [a, b]
            }

            # Anything.
            open {}
            """);
    assertThat(page.substring(page.indexOf("## At the top")))
        .isEqualTo(
            """
            ## At the top

            | key | type | default | meaning |
            |---|---|---|---|
            | `name` | text | none | Who it is. Text; no default. |

            ## work

            How it is done, in &lt;steps> \\| parts.

            | key | type | default | meaning |
            |---|---|---|---|
            | `work.times` | whole number | `3` | Whole number, 1 or more. |
            | `work.rate` | number | `100000` | Above 0. |
            | `work.room` | size | `2 MiB` | Size, 1 byte or more. |
            | `work.age` | duration | `7d` | Duration ("7d"). |
            | `work.which` | list | `[a, b]` | Some of a, b. |

            ## open

            Anything.
            """);
  }

  @Test
  void linesThatBeginWithAKeyAreAList() {
    assertThat(
            page(
                "# Open ones:\n# work.some.size = 2: how many.\n# work.other.bound: 1 or more.\nwork {}"))
        .endsWith(
            """
            ## work

            Open ones:

            - `work.some.size` = 2: how many.
            - `work.other.bound`: 1 or more.
            """);
  }

  @Test
  void everyKeyOfTheReferenceHasARowWithAMeaning() {
    Config reference = ConfigFactory.parseFile(REFERENCE.toFile());
    String page = MadePages.configuration(reference);
    List<String> rows = page.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).hasSizeGreaterThan(35).noneMatch(row -> row.endsWith("|  |"));
    for (String key : reference.entrySet().stream().map(entry -> entry.getKey()).toList()) {
      assertThat(rows).as(key).filteredOn(row -> row.startsWith("| `" + key + "` |")).hasSize(1);
    }
    assertThat(rows)
        .filteredOn(row -> row.startsWith("| `updates` | URI or path | none |"))
        .hasSize(1);
  }

  @Test
  void theProgramWritesThePages(@TempDir Path directory) throws IOException {
    Path pages = directory.resolve("deep/pages");
    MadePages.main(new String[] {".", pages.toString()});
    assertThat(Files.readString(pages.resolve("configuration.md")))
        .startsWith("# Configuration reference")
        .contains("## mask");
    assertThat(Files.readString(pages.resolve("python-client.md"))).startsWith("# skymask-client");
  }

  private static String page(String reference) {
    return MadePages.configuration(ConfigFactory.parseString(reference));
  }
}
