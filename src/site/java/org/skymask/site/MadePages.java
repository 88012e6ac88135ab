package org.skymask.site;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pages that the site has and nobody writes: the configuration reference, from reference.conf and
 * its comments, and the Python client's README. The build of the site runs this file as it is
 * ({@code java MadePages.java}), so it stands alone.
 */
public final class MadePages {
  private static final String HEAD =
      """
      # Configuration reference

      Written by the build from `src/main/resources/reference.conf`, which is the only place of defaults. A configuration file is HOCON and stands above it (`--config FILE`), single keys stand above the file (`-D key=value`). Unknown keys are errors that name the nearest known one. "None" as default: a command that needs the key asks for it.
      """;

  private MadePages() {}

  /** Arguments: directory of the project, directory of the pages. */
  public static void main(String[] arguments) throws IOException {
    Path project = Path.of(arguments[0]);
    Path pages = Files.createDirectories(Path.of(arguments[1]));
    Path reference = project.resolve("src/main/resources/reference.conf");
    Config config = ConfigFactory.parseFile(reference.toFile());
    Files.writeString(pages.resolve("configuration.md"), configuration(config));
    String client = Files.readString(project.resolve("clients/python/README.md"));
    Files.writeString(pages.resolve("python-client.md"), client);
  }

  /** A table of the keys at the top, then one for each block, in the file's order. */
  static String configuration(Config reference) {
    StringBuilder page = new StringBuilder(HEAD);
    List<String> top = new ArrayList<>();
    StringBuilder blocks = new StringBuilder();
    for (Map.Entry<String, ConfigValue> entry : inOrder(reference.root())) {
      if (entry.getValue() instanceof ConfigObject block) {
        blocks.append("\n## ").append(entry.getKey()).append("\n\n");
        blocks.append(told(block)).append('\n').append(table(rows(entry.getKey(), block)));
      } else {
        top.add(row(entry.getKey(), entry.getValue()));
      }
    }
    return page.append("\n## At the top\n").append(table(top)).append(blocks).toString();
  }

  private static String table(List<String> rows) {
    return rows.isEmpty()
        ? ""
        : "\n| key | type | default | meaning |\n|---|---|---|---|\n" + String.join("", rows);
  }

  private static List<String> rows(String prefix, ConfigObject block) {
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : inOrder(block)) {
      String key = prefix + "." + ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
        rows.addAll(rows(key, inner));
      } else {
        rows.add(row(key, entry.getValue()));
      }
    }
    return rows;
  }

  private static List<Map.Entry<String, ConfigValue>> inOrder(ConfigObject block) {
    return block.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .toList();
  }

  private static String row(String key, ConfigValue value) {
    return "| `%s` | %s | %s | %s |\n".formatted(key, type(value), shown(value), comment(value));
  }

  private static String shown(ConfigValue value) {
    if (value.valueType() == ConfigValueType.NULL) {
      return "none";
    }
    String text = value.render(ConfigRenderOptions.concise());
    return "`" + text.replace("\"", "").replace(",", ", ") + "`";
  }

  /** What HOCON sees in the default, told more closely where the comment does. */
  private static String type(ConfigValue value) {
    String comment = comment(value);
    return switch (value.valueType()) {
      case NUMBER -> comment.contains("hole number") ? "whole number" : "number";
      case LIST -> "list";
      case BOOLEAN -> "true or false";
      case OBJECT -> "block";
      case STRING, NULL -> {
        if (comment.contains("URI")) {
          yield "URI or path";
        }
        yield comment.contains("Size, ")
            ? "size"
            : comment.contains("Duration") ? "duration" : "text";
      }
    };
  }

  /** A comment's sentences, and the lines that begin with a key as a list. */
  private static String told(ConfigObject block) {
    return comment(block)
        .replaceAll(" ([a-z-]+(?:\\.[a-z-]+){2,})(?= = |: )", "\n- `$1`")
        .replaceFirst("\n- ", "\n\n- ");
  }

  /** On one line, as Markdown takes it. */
  private static String comment(ConfigValue value) {
    String text =
        value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    return text.replaceAll("([\\\\|*_\\[\\]`])", "\\\\$1").replace("<", "&lt;");
  }
}
