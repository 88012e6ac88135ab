package org.skymask.named;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a thing says of itself. Parsers, errors, help and pages have it from here.
 *
 * @param name as configurations name it
 * @param does a formula or half a sentence, in Markdown
 * @param reference to the paper; null where there is none
 * @param parameters in the order in which pages tell them
 */
public record Declaration(
    String name,
    String does,
    @Nullable String reference,
    List<Parameter> parameters,
    List<Trait> traits) {

  /** Of a thing without parameters and traits that no paper has. */
  public static Declaration of(String name, String does) {
    return new Declaration(name, does, null, List.of(), List.of());
  }

  /** Of a thing without parameters and traits. */
  public static Declaration of(String name, String does, String reference) {
    return new Declaration(name, does, reference, List.of(), List.of());
  }

  /** With these parameters. */
  public Declaration with(Parameter... all) {
    return with(List.of(all));
  }

  /** With these parameters. */
  public Declaration with(List<Parameter> all) {
    return new Declaration(name, does, reference, List.copyOf(all), traits);
  }

  /** With these traits. */
  public Declaration that(Trait... all) {
    return new Declaration(name, does, reference, parameters, List.of(all));
  }

  /** With a maker of the thing, from its parameters. */
  public <T> Declared<T> madeBy(Function<Given, ? extends T> maker) {
    return new Declared<>(this, maker);
  }

  /** The parameters that are not shared with others. */
  public List<Parameter> own() {
    return parameters.stream().filter(parameter -> !parameter.isShared()).toList();
  }

  /**
   * Checks the names of its own parameters, not their values.
   *
   * @param noun what the thing is
   * @throws ParameterException with the nearest names where it has no such parameter
   */
  public void requireKnown(String noun, Collection<String> given) {
    List<String> known = own().stream().map(Parameter::name).toList();
    for (String parameter : given.stream().sorted().toList()) {
      if (!known.contains(parameter)) {
        throw new ParameterException(
            noun
                + " "
                + name
                + " has no parameter "
                + parameter
                + "; "
                + Nearest.sentence(parameter, known));
      }
    }
  }
}
