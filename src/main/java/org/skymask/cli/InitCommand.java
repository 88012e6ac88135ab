package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.skymask.config.Settings;
import org.skymask.round.init.InitJob;
import org.skymask.storage.version.Commit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask init}. */
@Command(
    name = "init",
    description = {
      "Writes version 0 of a federation's model.",
      "",
      "From a directory with layout.json, architecture.* and parameters/*.parquet; or from a DL4J"
          + " architecture.json alone, which is initialised with the seed."
    },
    optionListHeading = "%n")
final class InitCommand extends SettingsCommand {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR|FILE",
      description = "The directory, or the DL4J architecture.json.")
  String from = "";

  @Override
  void check(Settings settings) {
    for (String key : List.of("federation", "models")) {
      settings.required(key);
    }
  }

  @Override
  int execute(Settings settings) throws Exception {
    InitJob.Result result = new InitJob(SparkContexts.hadoop(settings), settings).run(from);
    Output.tell(new InitAnswer(result.commit(), result.path()), options().json);
    return ExitCode.DONE;
  }

  private record InitAnswer(Commit commit, String path) implements Answer {
    @Override
    public String text() {
      return "Version 0 of "
          + commit.federation()
          + "\nmodel   "
          + commit.model()
          + "\ncommit  "
          + path
          + "\n";
    }

    @Override
    public ObjectNode json() {
      return JsonOutput.object().put("commit", path).put("model", commit.model());
    }
  }
}
