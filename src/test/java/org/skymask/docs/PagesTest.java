package org.skymask.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Menu, links and fences. */
class PagesTest {
  private static final Set<String> LANGUAGES =
      Set.of("sh", "text", "python", "java", "json", "hocon", "xml", "yaml", "properties");

  private static final Set<String> ROOT = Set.of("CHANGELOG.md", "CONTRIBUTING.md");

  static List<MarkdownPage> pages() {
    return Documentation.all();
  }

  static Stream<Block> commands() {
    return pages().stream().flatMap(page -> page.blocks().stream()).filter(Block::isCommands);
  }

  @Test
  void theMenuHasEveryPageOnceAndNoOther() {
    assertThat(Documentation.menu())
        .containsExactlyInAnyOrderElementsOf(Documentation.pages())
        .startsWith("index.md");
  }

  @Test
  void noTwoPagesHaveTheSameTitle() {
    assertThat(pages()).extracting(MarkdownPage::title).doesNotHaveDuplicates();
  }

  /** Pages, and what else stands in the root of the repository. */
  static Stream<MarkdownPage> linking() {
    Stream<MarkdownPage> others = ROOT.stream().map(name -> MarkdownPage.read(Path.of(name)));
    return Stream.concat(pages().stream(), others);
  }

  @ParameterizedTest
  @MethodSource("linking")
  void noLinkIsDead(MarkdownPage page) {
    for (String link : page.links()) {
      if (!link.startsWith("https://")) {
        assertThat(problem(page, link)).as("%s links to %s", page.name(), link).isNull();
      }
    }
  }

  /** Null where there is what it links to. */
  private static @Nullable String problem(MarkdownPage page, String link) {
    String target = link.replaceFirst("#.*", "");
    String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    MarkdownPage linked = page;
    if (!target.isEmpty()) {
      Path file = file(page, target);
      if (target.equals("configuration.md")) {
        return anchor.isEmpty() ? null : "its anchors are not known here";
      }
      if (!Files.exists(file)) {
        return "there is no " + file;
      }
      linked = target.endsWith(".md") ? MarkdownPage.read(file) : page;
    }
    return anchor.isEmpty() || linked.anchors().contains(anchor)
        ? null
        : "no <a id> there, only " + linked.anchors();
  }

  /** The site's pages know each other and src/site/resources, README files the repository. */
  private static Path file(MarkdownPage page, String target) {
    if (page.name().equals("README.md") || ROOT.contains(page.name())) {
      return Path.of("").resolve(target);
    }
    if (target.equals("python-client.md")) {
      return Documentation.CLIENT;
    }
    return target.endsWith(".md")
        ? Documentation.SITE.resolve(target)
        : Path.of("src/site/resources").resolve(target);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFenceNamesItsLanguage(MarkdownPage page) {
    assertThat(page.blocks())
        .allSatisfy(block -> assertThat(block.language()).as("%s", block).isIn(LANGUAGES));
  }

  /** What neither tells why it is not run nor who runs it is run by DocumentedCommandsIT. */
  @ParameterizedTest
  @MethodSource("commands")
  void commandsThatAreNotRunHereSayWhyOrWhoRunsThem(Block block) throws IOException {
    String by = block.runBy();
    if (by == null) {
      assertThat(block.marker() == null || block.whyNotRun() != null)
          .as("%s: not a marker: %s", block, block.marker())
          .isTrue();
    } else if (by.endsWith("IT") || by.endsWith("Test")) {
      assertThat(Files.readString(test(by)))
          .as("%s reads its commands there", by)
          .contains(block.page());
    } else {
      List<String> lines = Files.readAllLines(Path.of(by)).stream().map(String::strip).toList();
      assertThat(lines).as("%s", by).containsAll(block.commands());
    }
  }

  private static Path test(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.filter(file -> file.endsWith(name + ".java")).findFirst().orElseThrow();
    }
  }

  @Test
  void commandsAreFoundAtAll() {
    assertThat(commands()).hasSizeGreaterThan(8);
  }
}
