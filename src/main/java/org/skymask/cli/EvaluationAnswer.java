package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.skymask.round.evaluate.Confusion;
import org.skymask.round.evaluate.Evaluation;
import org.skymask.round.evaluate.Measure;

/**
 * What {@code evaluate} says.
 *
 * @param model digest of the version
 */
record EvaluationAnswer(Evaluation result, int version, String model) implements Answer {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "version %d (%s)%n%d examples, loss %.4f",
            version,
            model,
            result.examples(),
            result.loss()));
    result
        .measures()
        .all()
        .forEach(measure -> text.append(", ").append(MeasureText.words(measure)));
    text.append('\n');
    if (result.measures() instanceof Confusion confusion) {
      text.append('\n').append(classes(confusion));
    }
    return text.toString();
  }

  private static String classes(Confusion confusion) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "examples", "precision", "recall"));
    for (int label = 0; label < confusion.counts().length; label++) {
      rows.add(
          List.of(
              String.valueOf(label),
              String.valueOf(confusion.examples(label)),
              MeasureText.percent(confusion.precision(label)),
              MeasureText.percent(confusion.recall(label))));
    }
    return TextTable.of(rows) + "\nThe confusion matrix is in the output of --json.\n";
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("examples", result.examples());
    json.put("loss", result.loss());
    for (Measure measure : result.measures().all()) {
      JsonOutput.number(json, measure.name(), measure.value());
    }
    json.put("measure", result.main().name());
    if (result.measures() instanceof Confusion confusion) {
      classes(json, confusion);
    }
    return json.put("round", version).put("model", model);
  }

  private static void classes(ObjectNode json, Confusion confusion) {
    ArrayNode rows = json.putArray("confusion");
    for (long[] row : confusion.counts()) {
      ArrayNode cells = rows.addArray();
      for (long cell : row) {
        cells.add(cell);
      }
    }
    ArrayNode classes = json.putArray("classes");
    for (int label = 0; label < confusion.counts().length; label++) {
      ObjectNode one = classes.addObject().put("examples", confusion.examples(label));
      JsonOutput.number(one, "precision", confusion.precision(label));
      JsonOutput.number(one, "recall", confusion.recall(label));
    }
  }
}
