package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.skymask.named.Nearest;

/** The keys that reference.conf declares, and what a mistyped one may have meant. */
final class KnownKeys {

  /** Keys below go to Spark and are not ours to know. */
  static final String SPARK = "spark";

  /** Blocks below belong to the aggregation rules. */
  static final String RULE = "rule";

  private final SortedSet<String> keys = new TreeSet<>();
  private final SortedSet<String> sections = new TreeSet<>();
  private final SortedSet<String> lists = new TreeSet<>();

  KnownKeys(Config reference) {
    for (Leaf leaf : Leaf.below(reference.root())) {
      boolean section = leaf.value().valueType() == ConfigValueType.OBJECT;
      (section ? sections : keys).add(leaf.key());
      if (leaf.value().valueType() == ConfigValueType.LIST) {
        lists.add(leaf.key());
      }
      for (int length = 1; length < leaf.path().size(); length++) {
        sections.add(ConfigUtil.joinPath(leaf.path().subList(0, length)));
      }
    }
  }

  SortedSet<String> keys() {
    return keys;
  }

  boolean isKey(String key) {
    return keys.contains(key);
  }

  boolean isList(String key) {
    return lists.contains(key);
  }

  boolean isSection(String key) {
    return sections.contains(key);
  }

  /** Keys directly or indirectly in a section; for {@code ""} what stands at the top. */
  List<String> in(String section) {
    if (section.isEmpty()) {
      return Stream.concat(keys.stream(), sections.stream())
          .filter(key -> !key.contains("."))
          .sorted()
          .toList();
    }
    Stream<String> own = keys.stream().filter(key -> key.startsWith(section + "."));
    return switch (section) {
      case SPARK -> List.of(SPARK + ".<any>");
      case RULE -> Stream.concat(own, Stream.of(RULE + ".<name>.<parameter>")).toList();
      default -> own.toList();
    };
  }

  /** The end of the sentence "unknown key …": the nearest keys, or what is known there. */
  String suggestion(String unknown) {
    List<String> near =
        Nearest.of(unknown, Stream.concat(keys.stream(), inOpenSections(unknown)).toList());
    if (near.isEmpty()) {
      near = keys.stream().filter(key -> sameName(key, unknown)).toList();
    }
    if (!near.isEmpty()) {
      return Nearest.question(near);
    }
    String section = unknown;
    while (!isSection(section) && !section.isEmpty()) {
      section = section.substring(0, Math.max(0, section.lastIndexOf('.')));
    }
    String where = section.isEmpty() ? "known at the top: " : "known there: ";
    return where + String.join(", ", in(section));
  }

  private static Stream<String> inOpenSections(String unknown) {
    int dot = unknown.indexOf('.');
    String rest = dot < 0 ? "" : unknown.substring(dot);
    return Stream.of(SPARK, RULE)
        .filter(section -> !unknown.equals(section + rest))
        .map(section -> section + rest);
  }

  /** Whether only the section is missing or another: {@code epochs}, {@code skymask.epochs}. */
  private static boolean sameName(String key, String unknown) {
    String name = key.substring(key.lastIndexOf('.') + 1);
    String unknownName = unknown.substring(unknown.lastIndexOf('.') + 1);
    return Nearest.distance(name, unknownName) <= (unknownName.length() > 3 ? 1 : 0);
  }
}
