package org.skymask.rule;

import java.util.Set;
import org.skymask.named.Trait;

/** What a rule looks at besides the round's updates, and what it makes of a client. */
public enum Looks implements Trait {
  /** The root update, and its length. */
  ROOT_UPDATE("root update"),
  /** The server's own examples. */
  ROOT_DATA("root data"),
  /** The parameters of the model that the clients trained from. */
  BASE_MODEL("the model"),
  /** Answers of the clients' models, a forward pass over some examples for each. */
  MODELS("forward passes of the clients' models"),
  /** The last layer of the model, of which there must be one. */
  OUTPUT_LAYER("an output layer"),
  /** The aggregate of the round before, which the version keeps. */
  LAST_AGGREGATE("memory: the aggregate"),
  /** Uploads of earlier rounds, which are read again. */
  EARLIER_UPDATES("memory: earlier uploads of each client"),
  /** Notes of each client from earlier rounds, so that nothing may mix them before. */
  CLIENTS_BEFORE("memory: notes of each client"),

  /** It gives each coordinate a window of the sorted values. */
  BY_COORDINATE("share of coordinates"),
  /** A client counts or does not; all that count weigh the same. */
  CHOOSES("chosen or not"),
  /** It gives a verdict with its reasons. */
  JUDGES("verdict, place in the plane");

  /** What a rule makes of a client; the others only weigh it. */
  public static final Set<Looks> OF_CLIENTS = Set.of(BY_COORDINATE, CHOOSES, JUDGES);

  /** What somebody who has only the updates of one round does not know. */
  public static final Set<Looks> BEYOND_UPDATES =
      Set.of(
          ROOT_UPDATE,
          ROOT_DATA,
          BASE_MODEL,
          MODELS,
          LAST_AGGREGATE,
          EARLIER_UPDATES,
          CLIENTS_BEFORE);

  private final String words;

  Looks(String words) {
    this.words = words;
  }

  @Override
  public String words() {
    return words;
  }
}
