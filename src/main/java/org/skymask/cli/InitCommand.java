package org.skymask.cli;

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
    Commit commit = result.commit();
    Output.said(
        options().json
            ? JsonOutput.fields("commit", result.path(), "model", commit.model()) + "\n"
            : "Version 0 of "
                + commit.federation()
                + "\nmodel   "
                + commit.model()
                + "\ncommit  "
                + result.path()
                + "\n");
    return ExitCode.DONE;
  }
}
