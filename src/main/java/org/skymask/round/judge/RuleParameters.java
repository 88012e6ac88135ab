package org.skymask.round.judge;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.skymask.config.Rule;
import org.skymask.named.Catalogue;
import org.skymask.named.Nearest;
import org.skymask.named.ParameterException;
import org.skymask.rule.Rules;

/** Checks the names of {@code rule.<name>.<parameter>}, of rules that are not used too. */
final class RuleParameters {
  private RuleParameters() {}

  /**
   * @throws ParameterException where a key belongs to no rule, or its rule has no such parameter
   */
  static void requireKnown(Rule settings) {
    List<String> names =
        Stream.of(Aggregators.names(), Rules.BEFORE.names()).flatMap(Collection::stream).toList();
    for (String name : settings.parameters().keySet()) {
      Collection<String> given = settings.parameters(name).keySet();
      if (!names.contains(name)) {
        throw new ParameterException(
            "rule." + name + ": there is no rule " + name + "; " + Nearest.sentence(name, names));
      }
      for (Catalogue<?> catalogue : List.of(Rules.ALL, Rules.BEFORE)) {
        if (catalogue.names().contains(name)) {
          catalogue.require(name, given);
        }
      }
      if (name.equals(SkyMaskAggregator.NAME) && !given.isEmpty()) {
        throw new ParameterException(
            "rule skymask has no parameter "
                + String.join(", ", given)
                + "; its settings are mask.* and cluster.*");
      }
    }
  }
}
