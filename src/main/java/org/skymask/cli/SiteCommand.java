package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Settings;
import org.skymask.round.chain.SiteJob;
import org.skymask.round.chain.SiteJob.Written;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask site}. */
@Command(
    name = "site",
    description = {
      "Writes the page of a federation: losses and clients over the rounds, links to the reports.",
      "",
      "Reads small files, without Spark; rounds may run meanwhile. What cannot be read of a round is"
          + " told on the page and here."
    },
    optionListHeading = "%n")
final class SiteCommand extends SettingsCommand {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: index.html in the directory of the models).")
  @Nullable String output;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The newest N rounds (default: ${DEFAULT-VALUE}).")
  int last = SiteJob.ROUNDS;

  @Override
  void check(Settings settings) {
    settings.required("models");
    if (last < 1) {
      throw new ConfigurationException("--last " + last + ": expected 1 or more");
    }
  }

  @Override
  int execute(Settings settings) throws Exception {
    Written written = new SiteJob(SparkContexts.hadoop(settings), settings).run(output, last);
    Output.tell(new SiteAnswer(written), options().json);
    return ExitCode.DONE;
  }

  private record SiteAnswer(Written written) implements Answer {
    @Override
    public String text() {
      StringBuilder text = new StringBuilder(written.file()).append('\n');
      written
          .problems()
          .forEach(problem -> text.append("not shown: ").append(problem).append('\n'));
      return text.toString();
    }

    @Override
    public ObjectNode json() {
      ObjectNode json =
          JsonOutput.object()
              .put("site", written.file())
              .put("format", "html")
              .put("rounds", written.rounds());
      written.problems().forEach(json.putArray("problems")::add);
      return json;
    }
  }
}
