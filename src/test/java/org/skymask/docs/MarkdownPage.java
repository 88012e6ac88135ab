package org.skymask.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page in Markdown.
 *
 * @param name file, in the site or in the repository
 * @param links targets of links and images, as they are written
 * @param anchors places with a name of their own; those that renderers make of headings differ
 */
record MarkdownPage(
    String name, String title, List<Block> blocks, List<String> links, List<String> anchors) {
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern COMMENT = Pattern.compile("\\s*<!-- (.*) -->\\s*");

  static MarkdownPage read(Path file) {
    try {
      boolean ofTheSite = file.startsWith(Documentation.SITE);
      Path name = ofTheSite ? Documentation.SITE.relativize(file) : file;
      return of(name.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MarkdownPage of(String name, List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    List<String> links = new ArrayList<>();
    List<String> anchors = new ArrayList<>();
    String title = name;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().startsWith("```")) {
        int end = closing(name, lines, i);
        String language = line.strip().substring(3).strip();
        List<String> text = lines.subList(i + 1, end);
        blocks.add(new Block(name, i + 1, language, comment(lines, i), List.copyOf(text)));
        i = end;
      } else {
        String prose = line.replaceAll("`[^`]*`", "`");
        LINK.matcher(prose).results().forEach(link -> links.add(link.group(1)));
        ANCHOR.matcher(prose).results().forEach(anchor -> anchors.add(anchor.group(1)));
        title = line.startsWith("# ") ? line.substring(2) : title;
      }
    }
    return new MarkdownPage(name, title, blocks, links, anchors);
  }

  private static int closing(String name, List<String> lines, int opening) {
    for (int i = opening + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("```")) {
        return i;
      }
    }
    throw new AssertionError(name + ":" + (opening + 1) + ": a fence that is not closed");
  }

  private static @Nullable String comment(List<String> lines, int fence) {
    for (int i = fence - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) {
        Matcher matcher = COMMENT.matcher(lines.get(i));
        return matcher.matches() ? matcher.group(1) : null;
      }
    }
    return null;
  }
}
