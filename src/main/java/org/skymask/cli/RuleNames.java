package org.skymask.cli;

import java.util.Iterator;
import org.skymask.round.judge.Aggregators;

/** The rules, for help and completion. */
final class RuleNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Aggregators.names().iterator();
  }
}
