package org.skymask.storage.version;

/**
 * Names of the fields of round.json (contract.md#round), for its reader and its writer. One name
 * has one constant, whichever objects have it.
 */
final class RoundField {
  static final String FEDERATION = "federation";
  static final String ROUND = "round";
  static final String ATTEMPT = "attempt";
  static final String OUTCOME = "outcome";
  static final String WHY = "why";
  static final String AGGREGATOR = "aggregator";
  static final String COUNTS = "counts";
  static final String LOSS = "loss";
  static final String ROOT_LOSS = "rootLoss";
  static final String GAIN = "gain";
  static final String DECISION = "decision";
  static final String ROWS = "rows";
  static final String PLANE = "plane";
  static final String STAGES = "stages";
  static final String BASE_MODEL = "baseModel";
  static final String MODEL = "model";
  static final String INPUTS = "inputs";
  static final String CONFIGURATION = "configuration";
  static final String VERSIONS = "versions";
  static final String ROOT_DATA = "rootData";
  static final String ROLLBACK = "rollback";
  static final String TO = "to";
  static final String REASON = "reason";
  static final String MEMORY = "memory";
  static final String STATE = "state";
  static final String AGE = "age";
  static final String ROOT_CURVATURE = "rootCurvature";
  static final String CHANGE = "change";
  static final String CLIENT = "client";
  static final String ACCEPTED = "accepted";
  static final String FILTERED = "filtered";
  static final String QUARANTINED = "quarantined";
  static final String INCOMPLETE = "incomplete";
  static final String BASE = "base";
  static final String NAME = "name";
  static final String TAKEN = "taken";

  /** What {@link #TAKEN} is where no candidate decided. */
  static final int NONE_TAKEN = -1;

  static final String CANDIDATES = "candidates";
  static final String VIEW = "view";
  static final String LAYER = "layer";
  static final String KEPT = "kept";
  static final String LEFT_OUT = "leftOut";
  static final String LOSS_OF_LEFT_OUT = "a";
  static final String LOSS_OF_EVERYBODY = "u";
  static final String MASK_DENSITY = "q";
  static final String ROOT_COSINE = "c";
  static final String ROOT_DISTANCE = "r";
  static final String VOTES = "votes";
  static final String REQUIRED = "required";
  static final String PASSES = "passes";
  static final String HELP = "h";
  static final String TWIN = "twin";
  static final String NET_HARM = "x";
  static final String SECONDS = "seconds";
  static final String EPOCHS = "epochs";
  static final String MANIFEST = "manifest";

  private RoundField() {}
}
