package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.round.chain.ReportJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask report}. */
@Command(
    name = "report",
    description = "Renders report.html of a committed round again.",
    optionListHeading = "%n")
final class ReportCommand extends SettingsCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round (default: the newest version's).")
  @Nullable Integer round;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to (default: report.html in the version's attempt directory).")
  @Nullable String output;

  @Override
  int execute(Settings settings) throws Exception {
    String written =
        new ReportJob(SparkContexts.hadoop(settings), settings)
            .run(number("--round", round, 1), output);
    Output.tell(new ReportAnswer(written), options().json);
    return ExitCode.DONE;
  }

  private record ReportAnswer(String file) implements Answer {
    @Override
    public String text() {
      return file + "\n";
    }

    @Override
    public ObjectNode json() {
      return JsonOutput.object().put("report", file).put("format", "html");
    }
  }
}
