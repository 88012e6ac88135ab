package org.skymask.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.Medians;
import org.skymask.model.RoundRecord.Stage;

/** Wall time of the stages as bars, and of the epochs within mask training. */
record StageTable(List<Stage> stages) {

  Element draw() {
    if (stages.isEmpty()) {
      return HtmlPage.section("stages", "Stages", Element.of("p", "No stage was timed."));
    }
    double longest =
        stages.stream().mapToDouble(Stage::seconds).filter(Double::isFinite).max().orElse(0);
    Element body = Element.of("tbody");
    for (Stage stage : stages) {
      body.add(
          Element.of(
              "tr",
              Element.of("th", stage.name(), epochs(stage.epochs())).with("scope", "row"),
              Element.of("td", bar(stage.seconds(), longest)).styled("wide"),
              Element.of("td", Numbers.seconds(stage.seconds())).styled("number")));
    }
    Element head = WitnessTable.head("Stage", "", "Wall time");
    return HtmlPage.section("stages", "Stages", Element.of("table", head, body).styled("stages"));
  }

  private static @Nullable Element bar(double seconds, double longest) {
    if (!(longest > 0) || !Double.isFinite(seconds)) {
      return null;
    }
    double width = Math.max(0.3, 100 * seconds / longest);
    return Element.of("svg", Svg.rectangle("time", 0, 0, width, 10))
        .styled("bar")
        .with("viewBox", "0 0 100 10")
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true");
  }

  private static @Nullable Element epochs(@Nullable List<Double> epochs) {
    if (epochs == null || epochs.stream().noneMatch(Double::isFinite)) {
      return null;
    }
    double[] known =
        epochs.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).toArray();
    return Element.of(
        "small",
        Numbers.count(epochs.size(), "epoch")
            + ", median "
            + Numbers.seconds(Medians.mean(known))
            + ", longest "
            + Numbers.seconds(Arrays.stream(known).max().orElseThrow()));
  }
}
