package org.skymask.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The comments of a Java file, and the pages and files that they name. */
record Comments(Path file, List<String> names) {
  private static final Pattern STRINGS =
      Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern ANY =
      Pattern.compile(COMMENT.pattern() + "|" + STRINGS.pattern().replace("(?s)", ""));

  /** A page, perhaps with a section; a configuration, a script; a path in the repository. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w./-])(?:[\\w./-]+\\.(?:md|conf|py|properties|ya?ml|xml)\\b(?:#[\\w-]+)?"
              + "|(?:src|conf|jobs|data|clients)/[\\w./-]*\\w)");

  static Comments of(Path file) throws IOException {
    return of(file, Files.readString(file));
  }

  static Comments of(Path file, String source) {
    List<String> names =
        ANY.matcher(source)
            .results()
            .map(MatchResult::group)
            .filter(part -> part.startsWith("/"))
            .flatMap(comment -> NAME.matcher(comment).results())
            .map(MatchResult::group)
            .distinct()
            .toList();
    return new Comments(file, names);
  }
}
