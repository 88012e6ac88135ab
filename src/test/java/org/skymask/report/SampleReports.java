package org.skymask.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.skymask.model.Quality;
import org.skymask.report.ExperimentResults.Scale;

/** Writes the pages of all samples into a folder, to look at them in a browser. */
public final class SampleReports {
  private SampleReports() {}

  /**
   * Writes one page a sample.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (var sample : Samples.all().entrySet()) {
      Sample of = sample.getValue();
      int earlier = Math.min(19, of.round().identity().round() - 1);
      String page = HtmlReport.render(of.round(), of.clients(), EarlierRounds.of(of, earlier));
      Files.writeString(folder.resolve(sample.getKey() + ".html"), page);
    }
    AlongAxis along = Alongs.large();
    Scale scale = Alongs.scale(Quality.ACCURACY);
    Files.writeString(
        folder.resolve("along.svg"), AlongPicture.render("A made-up experiment", scale, along));
    Files.writeString(
        folder.resolve("experiment.html"),
        ExperimentReport.render(
            new ExperimentResults(
                "A made-up experiment", List.of(), scale, List.of(), List.of(along), List.of())));
    write(folder, "federation", Chronicles.of(30, 24, true));
    write(folder, "federation-short", Chronicles.of(2, 5, false));
    write(folder, "federation-large", Chronicles.of(200, 200, true));
  }

  private static void write(Path folder, String name, Chronicle chronicle) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), FederationPage.render(chronicle));
  }
}
