package org.skymask.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the project documents itself with: README, the pages of the site, the client's README. */
final class Documentation {
  static final Path README = Path.of("README.md");
  static final Path CLIENT = Path.of("clients/python/README.md");
  static final Path SITE = Path.of("src/site/markdown");

  /** Pages that the build makes: their names, and the page whose text it is, if there is one. */
  static final Set<String> MADE = Set.of("configuration.md", "python-client.md");

  private static final Pattern ITEM = Pattern.compile("<item [^>]*href=\"([^\"]+)\\.html\"");

  private Documentation() {}

  /** Names of the pages in the menu's order. */
  static List<String> menu() {
    try {
      String descriptor = Files.readString(Path.of("src/site/site.xml"));
      return ITEM.matcher(descriptor.replaceAll("(?s)<!--.*?-->", ""))
          .results()
          .map(item -> item.group(1) + ".md")
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of all pages that the site has. */
  static Set<String> pages() {
    try (Stream<Path> files = Files.list(SITE)) {
      Set<String> pages =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      pages.addAll(MADE);
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is written by hand, in the order in which somebody would read it. */
  static List<MarkdownPage> all() {
    Stream<Path> pages =
        menu().stream()
            .filter(name -> !name.equals("configuration.md"))
            .map(name -> name.equals("python-client.md") ? CLIENT : SITE.resolve(name));
    return Stream.concat(Stream.of(README), pages).map(MarkdownPage::read).toList();
  }
}
