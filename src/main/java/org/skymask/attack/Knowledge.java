package org.skymask.attack;

import org.skymask.named.Trait;

/** What an attacker has to know beyond the global model and its own clients' data. */
public enum Knowledge implements Trait {
  /** The updates of the honest clients in the same round. */
  HONEST_UPDATES("honest updates"),
  /** Which aggregation rule the server uses, and its parameters. */
  RULE("the rule"),
  /** Data distributed as the server's root dataset, though not that dataset itself. */
  SURROGATE_ROOT("surrogate");

  private final String words;

  Knowledge(String words) {
    this.words = words;
  }

  @Override
  public String words() {
    return words;
  }
}
