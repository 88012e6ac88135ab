package org.skymask.attack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of one attack, each of them given or standard. */
final class Given {
  private final Map<String, Object> values = new HashMap<>();

  /**
   * @throws AttackParameterException that names the attack, the parameter and what was expected
   */
  Given(String attack, List<Parameter> parameters, Map<String, ?> given) {
    List<String> known = parameters.stream().map(Parameter::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new AttackParameterException(
            "attack "
                + attack
                + " has no parameter "
                + name
                + "; "
                + Nearest.sentence(name, known));
      }
    }
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      values.put(
          name,
          given.containsKey(name) ? parameter.read(attack, given.get(name)) : parameter.standard());
    }
  }

  double number(String name) {
    return (Double) value(name);
  }

  int count(String name) {
    return (Integer) value(name);
  }

  String word(String name) {
    return (String) value(name);
  }

  /** An attack inside this one. */
  Attack attack(String name) {
    Object value = value(name);
    if (value instanceof Map<?, ?> block) {
      Map<String, Object> parameters = new HashMap<>();
      block.forEach((key, inner) -> parameters.put(String.valueOf(key), inner));
      Object inner = parameters.remove("name");
      if (inner == null) {
        throw new AttackParameterException(
            name + " is a block without a name, expected the name of an attack in it");
      }
      return Attacks.of(String.valueOf(inner), parameters);
    }
    return Attacks.of((String) value, Map.of());
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name + " was declared");
    }
    return value;
  }
}
