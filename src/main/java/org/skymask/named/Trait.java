package org.skymask.named;

/** What is characteristic of a thing: what it looks at, what it needs, what it gives. */
public interface Trait {

  /** As a page says it. */
  String words();
}
