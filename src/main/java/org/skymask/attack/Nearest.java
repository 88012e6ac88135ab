package org.skymask.attack;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.skymask.model.EditDistance;

/** What a mistyped name may have meant. */
final class Nearest {
  private Nearest() {}

  /** The end of the sentence "there is no …": the nearest names, or all that there are. */
  static String sentence(String unknown, Collection<String> known) {
    int limit = Math.max(2, unknown.length() / 5);
    int least = known.stream().mapToInt(name -> distance(name, unknown)).min().orElse(limit + 1);
    if (known.isEmpty()) {
      return "it has none";
    }
    if (least > limit) {
      return "there are " + String.join(", ", known);
    }
    List<String> near = known.stream().filter(name -> distance(name, unknown) == least).toList();
    return "did you mean " + String.join(" or ", near) + "?";
  }

  private static int distance(String a, String b) {
    return EditDistance.between(plain(a), plain(b));
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }
}
