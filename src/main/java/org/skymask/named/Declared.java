package org.skymask.named;

import java.util.function.Function;

/** A thing that can be made by what it declares. */
public record Declared<T>(Declaration declaration, Function<Given, ? extends T> maker) {

  /** As configurations name it. */
  public String name() {
    return declaration.name();
  }
}
