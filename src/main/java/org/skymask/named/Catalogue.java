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
public record Catalogue<T>(String noun, String section, List<Declared<T>> things) {

  /** Of things that are declared alone and in lists. */
  @SafeVarargs
  public static <T> Catalogue<T> of(String noun, String section, List<Declared<T>>... things) {
    return new Catalogue<>(noun, section, Stream.of(things).flatMap(List::stream).toList());
  }

  /** What each of them declares. */
  public List<Declaration> declarations() {
    return things.stream().map(Declared::declaration).toList();
  }

  /** Their names, in the same order. */
  public List<String> names() {
    return things.stream().map(Declared::name).toList();
  }

  /**
   * What a thing declares.
   *
   * @throws ParameterException with the nearest names where there is no such thing
   */
  public Declaration get(String name) {
    return find(name).declaration();
  }

  /** Makes a thing that shares no parameters with others; see the other method. */
  public T make(String name, Map<String, ?> parameters) {
    return make(name, parameters, Map.of());
  }

  /**
   * Makes a thing, a new one each time.
   *
   * @param own its parameters by name: numbers, words, for a thing in a thing its name or a map
   *     with its name and its parameters; numbers may be given as text
   * @param shared those that it shares with others, by key
   * @throws ParameterException that names the thing or the parameter, the value, and what was
   *     expected
   */
  public T make(String name, Map<String, ?> own, Map<String, ?> shared) {
    Declared<T> thing = find(name);
    return thing.maker().apply(new Given(this, thing.declaration(), own, shared));
  }

  private Declared<T> find(String name) {
    return things.stream()
        .filter(thing -> thing.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    "there is no " + noun + " " + name + "; " + Nearest.sentence(name, names())));
  }
}
