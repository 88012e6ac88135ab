package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.skymask.cli.Run;
import org.skymask.model.Outcome;
import org.skymask.model.Role;
import org.skymask.model.Verdict;

/** The pages on formats and compatibility name what the code reads and writes. */
class ContractPageTest {
  private static final Path MAIN = Path.of("src/main/java");

  private static String page(String name) throws IOException {
    return Files.readString(Documentation.SITE.resolve(name));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Set<String> found(String pattern, String name) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      if (name.isEmpty() || file.endsWith(name)) {
        Pattern.compile(pattern)
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> found.add(match.group(1)));
      }
    }
    return found;
  }

  @Test
  void hasEveryColumnOfClients() throws IOException {
    String page = page("contract.md");
    assertThat(found("(?:required|optional) \\w+ (\\w+)", "ClientsFile.java"))
        .hasSizeGreaterThan(10)
        .allSatisfy(column -> assertThat(page).contains("`" + column + "`"));
  }

  @Test
  void hasEveryFieldOfRounds() throws IOException {
    String page = page("contract.md");
    assertThat(found("String \\w+ = \"(\\w+)\"", "RoundField.java"))
        .hasSizeGreaterThan(30)
        .allSatisfy(field -> assertThat(page).containsPattern("[`\"]" + field + "[`\"]"));
  }

  @Test
  void hasEveryFormat() throws IOException {
    String contract = page("contract.md") + page("compatibility.md");
    assertThat(found("\"(skymask-[a-z-]+/\\d+)\"", ""))
        .hasSizeGreaterThan(5)
        .allSatisfy(format -> assertThat(contract).contains("`" + format + "`"));
  }

  @Test
  void hasEveryWord() throws IOException {
    String contract = page("contract.md");
    for (Verdict verdict : Verdict.values()) {
      assertThat(contract).contains("`" + verdict.code() + "`");
    }
    for (Role role : Role.values()) {
      assertThat(contract).contains("| `" + role.code() + "` |");
    }
    String method = page("method.md");
    for (Outcome outcome : Outcome.values()) {
      assertThat(method).containsPattern("\\n\\| " + outcome.code() + " \\|");
    }
  }

  @Test
  void hasEveryCommand() throws IOException {
    String page = page("contract.md");
    String help = Run.of("--help").out();
    Set<String> commands = new TreeSet<>();
    Pattern.compile("(?m)^  ([a-z]+) {2,}[A-Z]")
        .matcher(help)
        .results()
        .forEach(match -> commands.add(match.group(1)));
    commands.remove("help");
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands).allSatisfy(command -> assertThat(page).contains("`" + command + "`"));
  }
}
