package org.skymask.cli;

import org.skymask.model.Outcome;
import picocli.CommandLine.Command;

/** {@code skymask pardon}. */
@Command(
    name = "pardon",
    description = {
      "Forgets what is held against a client (cluster.decision = remembered).",
      "",
      "With version n the newest, version n+1 follows it in the chain and has its values. To its"
          + " memory the client is new. Uploads for round n+1 are not used: clients fetch version"
          + " n+1 and train for round n+2."
    },
    optionListHeading = "%n")
final class PardonCommand extends MemoryChangeCommand {
  @Override
  Outcome outcome() {
    return Outcome.PARDONED;
  }
}
