package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.skymask.history.Track;
import org.skymask.round.chain.HistoryJob;

/**
 * What {@code history} says.
 *
 * @param shown the clients
 * @param each a table for each client instead of a line
 */
record HistoryAnswer(HistoryJob.Result result, List<Track> shown, boolean each) implements Answer {
  @Override
  public String text() {
    return HistoryText.of(result, shown, each);
  }

  @Override
  public ObjectNode json() {
    return HistoryJson.of(result, shown);
  }
}
