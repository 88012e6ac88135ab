package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skymask.round.RoundResult;
import org.skymask.storage.version.RoundJson;

/** What {@code round} says. */
record RoundAnswer(RoundResult result) implements Answer {
  @Override
  public String text() {
    return RoundText.of(result);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = RoundJson.toTree(result.record());
    json.put("commit", result.commit());
    json.put("directory", result.directory());
    return json.put("alreadyCommitted", result.alreadyCommitted());
  }
}
