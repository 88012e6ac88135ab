package org.skymask.named;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of one thing, each of them in its range. */
public final class Given {
  private final Catalogue<?> catalogue;
  private final Declaration declaration;
  private final Map<String, Object> values = new HashMap<>();

  Given(
      Catalogue<?> catalogue, Declaration declaration, Map<String, ?> own, Map<String, ?> shared) {
    this.catalogue = catalogue;
    this.declaration = declaration;
    declaration.requireKnown(catalogue.noun(), own.keySet());
    for (Parameter parameter : declaration.parameters()) {
      Map<String, ?> given = parameter.isShared() ? shared : own;
      Object value =
          given.containsKey(parameter.name())
              ? read(parameter, given.get(parameter.name()))
              : parameter.byDefault();
      if (value != null) {
        values.put(parameter.name(), value);
      }
    }
  }

  private Object read(Parameter parameter, @Nullable Object given) {
    Object value = parameter.allowed().read(given);
    if (value == null) {
      throw ParameterException.of(key(parameter), parameter.allowed().expected(), given);
    }
    return value;
  }

  private String key(Parameter parameter) {
    String prefix = parameter.isShared() ? "" : catalogue.section() + "." + name() + ".";
    return prefix + parameter.name();
  }

  /** Of the thing that is made. */
  public String name() {
    return declaration.name();
  }

  /** A number. */
  public double number(String parameter) {
    return (Double) value(parameter);
  }

  /** A number, or another where the thing is to find one by itself. */
  public double number(String parameter, double otherwise) {
    return isGiven(parameter) ? number(parameter) : otherwise;
  }

  /** A whole number. */
  public int whole(String parameter) {
    return (Integer) value(parameter);
  }

  /** A whole number, or another where the thing is to find one by itself. */
  public int whole(String parameter, int otherwise) {
    return isGiven(parameter) ? whole(parameter) : otherwise;
  }

  /** A word or a text. */
  public String text(String parameter) {
    return (String) value(parameter);
  }

  /** Another thing. */
  public <T> T other(String parameter, Catalogue<T> others) {
    return other(parameter, others, Map.of());
  }

  /**
   * Another thing, where its own defaults do not serve.
   *
   * @param defaults of its parameters, by name; those that it does not have are left out
   */
  public <T> T other(String parameter, Catalogue<T> others, Map<String, ?> defaults) {
    Map<String, Object> parameters = new HashMap<>();
    Object name = value(parameter);
    if (name instanceof Map<?, ?> block) {
      block.forEach((key, inner) -> parameters.put(String.valueOf(key), inner));
      name = parameters.remove("name");
    }
    if (name == null) {
      throw refused(parameter, "a name in the block");
    }
    for (Parameter known : others.get(String.valueOf(name)).parameters()) {
      Object byDefault = defaults.get(known.name());
      if (byDefault != null) {
        parameters.putIfAbsent(known.name(), byDefault);
      }
    }
    return others.make(String.valueOf(name), parameters);
  }

  /** For a value in its range that cannot be for another reason. */
  public ParameterException refused(String parameter, String expected) {
    return ParameterException.of(key(declared(parameter)), expected, value(parameter));
  }

  private boolean isGiven(String parameter) {
    return values.containsKey(declared(parameter).name());
  }

  private Object value(String parameter) {
    Parameter declared = declared(parameter);
    Object value = values.get(parameter);
    if (value == null) {
      throw new ParameterException(
          name()
              + " needs "
              + key(declared)
              + ", "
              + declared.meaning()
              + ": expected "
              + declared.allowed().expected()
              + ", found nothing");
    }
    return value;
  }

  private Parameter declared(String parameter) {
    return declaration.parameters().stream()
        .filter(declared -> declared.name().equals(parameter))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name() + " declares no " + parameter));
  }
}
