package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skymask.round.replay.Replay;

/** What {@code replay} says. */
record ReplayAnswer(Replay replay) implements Answer {
  @Override
  public String text() {
    return ReplayText.of(replay);
  }

  @Override
  public ObjectNode json() {
    return ReplayJson.of(replay);
  }
}
