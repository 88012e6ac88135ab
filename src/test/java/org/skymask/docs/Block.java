package org.skymask.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of a page.
 *
 * @param line of the opening fence, from 1
 * @param language what stands behind the fence, "" for nothing
 * @param marker the HTML comment on the line before the fence, without its brackets
 */
record Block(String page, int line, String language, @Nullable String marker, List<String> text) {
  private static final Pattern NOT_RUN = Pattern.compile("not run here: (.{10,})");
  private static final String INSTALLS = "pip install \"clients/python";
  private static final Pattern RUN_BY = Pattern.compile("run by (\\S+)");

  boolean isCommands() {
    return language.equals("sh");
  }

  /** Why this machine cannot run it; null where it can. */
  @Nullable String whyNotRun() {
    return group(NOT_RUN);
  }

  /** The file or the test that runs it; null where DocumentedCommandsIT does. */
  @Nullable String runBy() {
    return group(RUN_BY);
  }

  /** Whether it installs the Python client from the checkout: needs a package index. */
  boolean installsClient() {
    return ".ci/run".equals(runBy())
        && commands().stream().anyMatch(command -> command.startsWith(INSTALLS));
  }

  private @Nullable String group(Pattern pattern) {
    if (marker == null) {
      return null;
    }
    Matcher matcher = pattern.matcher(marker);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** The commands, without comments and empty lines; continued lines as one. */
  List<String> commands() {
    return String.join("\n", text)
        .replace("\\\n", " ")
        .lines()
        .map(command -> command.replaceAll("(^|\\s)#.*", "").replaceAll("\\s+", " ").strip())
        .filter(command -> !command.isEmpty())
        .toList();
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }
}
