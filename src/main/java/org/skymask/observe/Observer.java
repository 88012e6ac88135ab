package org.skymask.observe;

import org.skymask.round.Progress;

/** Is told of a round. An exception ends only its own watching. */
interface Observer extends Progress {

  /** For the log: {@code OpenLineage at http://…}. */
  String name();

  /** The round has ended; called once, also for a round that never began. */
  default void finished(Ending ending) throws Exception {}
}
