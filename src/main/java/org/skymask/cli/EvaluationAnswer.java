package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.skymask.round.evaluate.Evaluation;

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
            "version %d (%s)%n%d examples, loss %.4f, accuracy %.2f %%%n%nconfusion matrix (rows:"
                + " label, columns: predicted)%n%n",
            version,
            model,
            result.examples(),
            result.loss(),
            100 * result.accuracy()));
    long[][] confusion = result.confusion();
    text.append(line("", LongStream.range(0, confusion.length)));
    for (int label = 0; label < confusion.length; label++) {
      text.append(line(String.valueOf(label), Arrays.stream(confusion[label])));
    }
    return text.toString();
  }

  private static String line(String label, LongStream cells) {
    return cells
        .mapToObj(cell -> String.format("%8d", cell))
        .collect(Collectors.joining("", String.format("%4s |", label), "\n"));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonOutput.object();
    json.put("examples", result.examples());
    json.put("loss", result.loss());
    json.put("accuracy", result.accuracy());
    ArrayNode rows = json.putArray("confusion");
    for (long[] row : result.confusion()) {
      ArrayNode cells = rows.addArray();
      for (long cell : row) {
        cells.add(cell);
      }
    }
    return json.put("round", version).put("model", model);
  }
}
