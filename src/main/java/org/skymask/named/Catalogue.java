package org.skymask.named;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All things of a kind.
 *
 * @param noun what each of them is, for messages: {@code attack}
 * @param section under which their parameters have their keys: {@code rule.<name>.<parameter>}
 */
public record Catalogue<T>(String noun, String section, List<Declaration<T>> all) {

  /** Of declarations that stand alone and in lists. */
  @SafeVarargs
  public static <T> Catalogue<T> of(
      String noun, String section, List<Declaration<T>>... declarations) {
    return new Catalogue<>(noun, section, Stream.of(declarations).flatMap(List::stream).toList());
  }

  /** In the order of the declarations. */
  public List<String> names() {
    return all.stream().map(Declaration::name).toList();
  }

  /**
   * The declaration of a thing.
   *
   * @throws ParameterException with the nearest names where there is no such thing
   */
  public Declaration<T> get(String name) {
    return all.stream()
        .filter(declaration -> declaration.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    "there is no " + noun + " " + name + "; " + Nearest.sentence(name, names())));
  }

  /** Makes a new thing that shares no parameters with others; see the other method. */
  public T make(String name, Map<String, ?> parameters) {
    return make(name, parameters, Map.of());
  }

  /**
   * Makes a new thing.
   *
   * @param own its parameters by name: numbers, words, for a thing in a thing its name or a map
   *     with its name and its parameters; numbers may be given as text
   * @param shared those that it shares with others, by key
   * @throws ParameterException that names the thing or the parameter, the value, and what was
   *     expected
   */
  public T make(String name, Map<String, ?> own, Map<String, ?> shared) {
    Declaration<T> declaration = get(name);
    return declaration.maker().apply(new Given(this, declaration, own, shared));
  }
}
