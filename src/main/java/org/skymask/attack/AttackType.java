package org.skymask.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An attack with its name and parameters.
 *
 * @param name as an experiment names it
 */
record AttackType(String name, List<Parameter> parameters, Function<Given, Attack> maker) {

  AttackType {
    parameters = List.copyOf(parameters);
  }

  Attack make(Map<String, ?> given) {
    return maker.apply(new Given(name, parameters, given));
  }

  /** Parameters that several attacks have, and some of one's own. */
  static List<Parameter> with(List<Parameter> common, Parameter... own) {
    List<Parameter> all = new ArrayList<>(common);
    all.addAll(List.of(own));
    return all;
  }
}
