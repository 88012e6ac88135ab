package org.skymask.cli;

import org.skymask.model.Outcome;
import picocli.CommandLine.Command;

/** {@code skymask ban}. */
@Command(
    name = "ban",
    description = {
      "Shuts a client out until it is pardoned (cluster.decision = remembered).",
      "",
      "With version n the newest, version n+1 follows it in the chain and has its values. Its"
          + " memory leaves the client out of every round. Uploads for round n+1 are not used:"
          + " clients fetch version n+1 and train for round n+2."
    },
    optionListHeading = "%n")
final class BanCommand extends MemoryChangeCommand {
  @Override
  Outcome outcome() {
    return Outcome.BANNED;
  }
}
