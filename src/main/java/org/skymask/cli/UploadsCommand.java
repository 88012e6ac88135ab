package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Presence;
import org.skymask.config.Settings;
import org.skymask.round.UploadsJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skymask uploads}. */
@Command(
    name = "uploads",
    description = {
      "Who has uploaded for a round, and whose upload is complete: what a scheduler asks while it"
          + " waits.",
      "",
      "Directories are listed and nothing in them is read: whether an upload would take part is for"
          + " validate to say."
    },
    optionListHeading = "%n")
final class UploadsCommand extends SettingsCommand {
  @Option(
      names = "--round",
      paramLabel = "R",
      description = "The round's number (default: the next).")
  @Nullable Integer round;

  @Override
  void check(Settings settings) {
    for (String key : List.of("updates", "models")) {
      settings.required(key);
    }
    number("--round", round, 1);
  }

  @Override
  int execute(Settings settings) throws Exception {
    OptionalInt wanted = number("--round", round, 1);
    UploadsJob.Result result = new UploadsJob(SparkContexts.hadoop(settings), settings).run(wanted);
    System.out.print(options().json ? json(result) + "\n" : text(result));
    return ExitCode.DONE;
  }

  private static String json(UploadsJob.Result result) {
    ObjectNode json = JsonOutput.object();
    json.put("newest", result.newest()).put("round", result.round());
    ArrayNode uploads = json.putArray("uploads");
    for (Presence upload : result.uploads()) {
      uploads.addObject().put("client", upload.client()).put("state", state(upload));
    }
    result.rejected().forEach(json.putArray("rejected")::add);
    return JsonOutput.print(json);
  }

  private static String text(UploadsJob.Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "upload"));
    result.uploads().forEach(upload -> rows.add(List.of(upload.client(), state(upload))));
    String summary =
        String.format(
            "Round %d: %d complete uploads of %d. The newest version is %d.%n",
            result.round(), result.complete(), result.uploads().size(), result.newest());
    return (result.uploads().isEmpty() ? "" : TextTable.of(rows) + "\n") + summary;
  }

  private static String state(Presence upload) {
    return upload.isComplete() ? "complete" : "incomplete";
  }
}
