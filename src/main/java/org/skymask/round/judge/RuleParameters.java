package org.skymask.round.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.skymask.config.RuleSettings;
import org.skymask.named.Declaration;
import org.skymask.named.Nearest;
import org.skymask.named.ParameterException;
import org.skymask.rule.Rules;

/** Checks the names of {@code rule.<name>.<parameter>}, of rules that are not used too. */
final class RuleParameters {
  private RuleParameters() {}

  /**
   * @throws ParameterException where a key belongs to no rule, or its rule has no such parameter
   */
  static void requireKnown(RuleSettings settings) {
    Map<String, Declaration> rules = byName(Aggregators.declarations());
    Map<String, Declaration> before = byName(Rules.BEFORE.declarations());
    for (String name : settings.parameters().keySet()) {
      Declaration rule = rules.get(name);
      Declaration found = rule == null ? before.get(name) : rule;
      if (found == null) {
        List<String> names =
            Stream.concat(rules.keySet().stream(), before.keySet().stream()).toList();
        throw new ParameterException(
            "rule." + name + ": there is no rule " + name + "; " + Nearest.sentence(name, names));
      }
      found.requireKnown(
          rule == null ? Rules.BEFORE.noun() : Rules.ALL.noun(),
          settings.parameters(name).keySet());
    }
  }

  private static Map<String, Declaration> byName(List<Declaration> declarations) {
    Map<String, Declaration> byName = new LinkedHashMap<>();
    declarations.forEach(declaration -> byName.put(declaration.name(), declaration));
    return byName;
  }
}
