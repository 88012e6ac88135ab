package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.skymask.round.RoundResult;

/**
 * What {@code rollback}, {@code pardon} and {@code ban} say of a version that was made from no
 * uploads.
 *
 * @param unused clients that have uploads for its number
 */
record RollbackAnswer(RoundResult result, List<String> unused) implements Answer {
  @Override
  public String text() {
    return RollbackText.of(result, unused);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = new RoundAnswer(result).json();
    unused.forEach(json.putArray("unusedUploads")::add);
    return json;
  }
}
