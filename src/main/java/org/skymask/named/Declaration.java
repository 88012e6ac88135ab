package org.skymask.named;

import java.util.List;
import java.util.function.Function;

/**
 * What a thing says of itself. Parsers, errors, help and pages have it from here.
 *
 * @param name as configurations name it
 * @param does a formula or half a sentence
 * @param reference to the paper; empty where there is none
 * @param maker of the thing, from its parameters
 */
public record Declaration<T>(
    String name,
    String does,
    String reference,
    List<Parameter> parameters,
    List<Trait> traits,
    Function<Given, ? extends T> maker) {

  /** Begins a declaration; see the components. */
  public static Draft of(String name, String does, String reference) {
    return new Draft(name, does, reference, List.of(), List.of());
  }

  /** The parameters that are not shared with others. */
  public List<Parameter> own() {
    return parameters.stream().filter(parameter -> !parameter.isShared()).toList();
  }

  /** A declaration without its maker. */
  public record Draft(
      String name, String does, String reference, List<Parameter> parameters, List<Trait> traits) {

    /** With these parameters, in the order in which pages tell them. */
    public Draft with(Parameter... all) {
      return with(List.of(all));
    }

    /** With these parameters, in the order in which pages tell them. */
    public Draft with(List<Parameter> all) {
      return new Draft(name, does, reference, List.copyOf(all), traits);
    }

    /** With these traits. */
    public Draft that(Trait... all) {
      return new Draft(name, does, reference, parameters, List.of(all));
    }

    /** Made so. */
    public <T> Declaration<T> madeBy(Function<Given, ? extends T> maker) {
      return new Declaration<>(name, does, reference, parameters, traits, maker);
    }
  }
}
