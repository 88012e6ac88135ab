package org.skymask.named;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a mistyped name may have meant. */
public final class Nearest {
  private Nearest() {}

  /** The end of the sentence "there is no …": the nearest names, or all that are known. */
  public static String sentence(String unknown, Collection<String> known) {
    List<String> near = of(unknown, known);
    return known.isEmpty()
        ? "it has none"
        : near.isEmpty() ? "known: " + String.join(", ", known) : question(near);
  }

  /** Asks for one of the names. */
  public static String question(List<String> near) {
    return "did you mean " + String.join(" or ", near) + "?";
  }

  /** The names that are fewest edits away, if these are few: one in five letters, or two. */
  public static List<String> of(String unknown, Collection<String> known) {
    int limit = Math.max(2, unknown.length() / 5);
    int least = known.stream().mapToInt(name -> distance(name, unknown)).min().orElse(limit + 1);
    return least > limit
        ? List.of()
        : known.stream().filter(name -> distance(name, unknown) == least).toList();
  }

  /**
   * Edits between two names, without regard to case, quotes, hyphens and underscores: {@code
   * blockLength} is {@code block-length}.
   */
  public static int distance(String a, String b) {
    return EditDistance.between(plain(a), plain(b));
  }

  private static String plain(String name) {
    return name.replaceAll("[-_\"]", "").toLowerCase(Locale.ROOT);
  }
}
