package org.skymask.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.attack.Attacks;
import org.skymask.attack.Knowledge;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Parameter;
import org.skymask.named.Trait;
import org.skymask.round.judge.Aggregators;
import org.skymask.rule.Looks;
import org.skymask.rule.Rules;
import org.skymask.simulate.data.RootSources;
import org.skymask.simulate.data.Splits;

/** Tables of the pages, of what rules, attacks, splits and root sources declare. */
final class DeclaredTables {
  private static final String NOTHING = "–";

  private DeclaredTables() {}

  /**
   * A table in Markdown.
   *
   * @param named as the page's comment names it: what it is of, perhaps followed by names
   */
  static String of(String named) {
    List<String> words = List.of(named.split(" "));
    return switch (words.get(0)) {
      case "rules" -> rules();
      case "pre-aggregations" -> preAggregations();
      case "attacks" -> attacks(words.subList(1, words.size()));
      case "attack-parameters" -> attackParameters();
      case "splits" -> splits();
      case "root-sources" -> rootSources();
      default -> throw new IllegalArgumentException("no table of " + named);
    };
  }

  private static String rules() {
    return table(
        List.of("`aggregator`", "formula", "parameters", "needs", "per client", "reference"),
        Aggregators.declarations().stream()
            .map(
                rule ->
                    List.of(
                        code(rule.name()),
                        rule.does(),
                        or(NOTHING, parameters(rule)),
                        needs(rule),
                        perClient(rule),
                        or("", rule.reference()))));
  }

  private static String preAggregations() {
    return table(
        List.of("before", "what it does", "parameters", "needs", "reference"),
        Rules.BEFORE.declarations().stream()
            .map(
                rule ->
                    List.of(
                        code(rule.name()),
                        rule.does(),
                        or(NOTHING, parameters(rule)),
                        needs(rule),
                        or("", rule.reference()))));
  }

  private static String needs(Declaration rule) {
    return or(
        NOTHING,
        rule.traits().stream()
            .filter(trait -> !Looks.OF_CLIENTS.contains(trait))
            .map(Trait::words)
            .collect(Collectors.joining(", ")));
  }

  private static String perClient(Declaration rule) {
    return or(
        "aᵢ",
        rule.traits().stream()
            .filter(Looks.OF_CLIENTS::contains)
            .map(Trait::words)
            .collect(Collectors.joining(", ")));
  }

  private static String attacks(List<String> names) {
    return table(
        List.of("attack", "does", "knows", "parameters", "reference"),
        names.stream()
            .map(Attacks.ALL::get)
            .map(
                attack ->
                    List.of(
                        code(attack.name()),
                        attack.does(),
                        knows(attack),
                        parameters(attack),
                        or("", attack.reference()))));
  }

  /** Of the attack with its defaults, and what it hands on to others inside. */
  private static String knows(Declaration attack) {
    List<String> others =
        attack.own().stream()
            .filter(parameter -> parameter.allowed() instanceof Allowed.Name)
            .map(Parameter::name)
            .toList();
    Map<String, String> nobody =
        others.stream().collect(Collectors.toMap(name -> name, unused -> "none"));
    Set<Knowledge> known = new TreeSet<>(Attacks.ALL.make(attack.name(), nobody).assumes());
    List<String> words = new ArrayList<>(known.stream().map(Knowledge::words).toList());
    if (!others.isEmpty()) {
      words.add(
          "as " + others.stream().map(DeclaredTables::code).collect(Collectors.joining(" and ")));
    }
    return or("own", String.join(", ", words));
  }

  private static String attackParameters() {
    Map<Parameter, List<String>> attacks = new LinkedHashMap<>();
    for (Declaration attack : Attacks.ALL.declarations()) {
      for (Parameter parameter : attack.own()) {
        attacks.computeIfAbsent(parameter, unused -> new ArrayList<>()).add(code(attack.name()));
      }
    }
    return table(
        List.of("parameter", "of", "default", "value", "meaning"),
        attacks.entrySet().stream()
            .map(
                entry ->
                    List.of(
                        code(entry.getKey().name()),
                        String.join(", ", entry.getValue()),
                        entry.getKey().shown(),
                        entry.getKey().allowed().expected(),
                        entry.getKey().meaning())));
  }

  private static String splits() {
    return table(
        List.of("split", "gives a client", "parameters", "reference"),
        Splits.ALL.declarations().stream()
            .map(
                split ->
                    List.of(
                        code(split.name()),
                        split.does(),
                        ranges(split),
                        or("", split.reference()))));
  }

  private static String rootSources() {
    return table(
        List.of("source", "the server has", "parameters"),
        RootSources.ALL.declarations().stream()
            .map(source -> List.of(code(source.name()), source.does(), ranges(source))));
  }

  /** What parameters mean, and what they may be. */
  private static String ranges(Declaration thing) {
    return thing.own().stream()
        .map(
            parameter ->
                code(parameter.name())
                    + ": "
                    + parameter.meaning()
                    + "; "
                    + parameter.allowed().expected())
        .collect(Collectors.joining(", "));
  }

  private static String parameters(Declaration thing) {
    return thing.own().stream()
        .map(
            parameter ->
                code(parameter.name())
                    + (parameter.byDefault() == null ? "" : " = " + parameter.shown()))
        .collect(Collectors.joining(", "));
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  private static String or(String otherwise, @Nullable String text) {
    return text == null || text.isEmpty() ? otherwise : text;
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    String line = "|---".repeat(head.size()) + "|\n";
    return row(head) + line + rows.map(DeclaredTables::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
