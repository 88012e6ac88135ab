package org.skymask.attack;

/** What an attacker has to know beyond the global model and its own clients' data. */
public enum Knowledge {
  /** The updates of the honest clients in the same round. */
  HONEST_UPDATES,
  /** Which aggregation rule the server uses, and its parameters. */
  RULE,
  /** Data distributed as the server's root dataset, though not that dataset itself. */
  SURROGATE_ROOT
}
