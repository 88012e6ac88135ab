package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.history.History;
import org.skymask.history.Track;
import org.skymask.round.chain.HistoryJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask history}. */
@Command(
    name = "history",
    description = {
      "Shows what the rounds said of each client: verdicts, mask densities, norms, weights and"
          + " similarity over time, and which clients drift.",
      "",
      "Shows committed rounds and, for rounds without a commit, the newest rejection. Writes nothing"
          + " and does not start Spark; rounds may run meanwhile. Exit code 1: something could not be"
          + " read; the output says what."
    },
    optionListHeading = "%n")
final class HistoryCommand extends SettingsCommand {
  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "Shows only this client, round by round; may be given several times.")
  List<String> clients = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "A-B",
      description = "Rounds A to B; A- and -B leave one end open (default: all).")
  @Nullable String rounds;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The newest N of these rounds (default: all).")
  @Nullable Integer last;

  @Option(
      names = "--recent",
      paramLabel = "N",
      description = {
        "How many of the last rounds are compared with the earlier ones to find drift (default:"
            + " ${DEFAULT-VALUE})."
      })
  int recent = History.RECENT;

  @Override
  void check(Settings settings) {
    settings.required("models");
    RoundRange.parse(rounds);
    if (last != null && last < 1) {
      throw new ConfigurationException("--last " + last + ": expected 1 or more");
    }
    if (recent < History.LEAST_RECENT) {
      throw new ConfigurationException(
          "--recent " + recent + ": expected " + History.LEAST_RECENT + " or more");
    }
  }

  @Override
  int execute(Settings settings) throws Exception {
    RoundRange range = RoundRange.parse(rounds);
    HistoryJob.Result result =
        new HistoryJob(SparkContexts.hadoop(settings), settings)
            .run(range.first(), range.last(), last == null ? Integer.MAX_VALUE : last, recent);
    List<Track> shown = shown(result.history());
    Output.print(new HistoryAnswer(result, shown, !clients.isEmpty()), options().json);
    return result.isRight() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Track> shown(History history) {
    if (clients.isEmpty()) {
      return history.tracks();
    }
    for (String client : clients) {
      if (history.tracks().stream().noneMatch(track -> track.client().equals(client))) {
        throw new ConfigurationException("--client " + client + ": no such client in these rounds");
      }
    }
    return history.tracks().stream().filter(track -> clients.contains(track.client())).toList();
  }
}
