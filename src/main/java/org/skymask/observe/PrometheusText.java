package org.skymask.observe;

import java.util.Map;
import java.util.SortedMap;

/** Figures in Prometheus' text format, all with the label {@code federation}. */
final class PrometheusText {
  private static final String PREFIX = "skymask_";

  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("round", "Number of the round that ran last."),
          Map.entry("round_running", "1 while it runs."),
          Map.entry("round_exit_code", "Exit code of its last attempt."),
          Map.entry("round_seconds", "Wall time of its last attempt."),
          Map.entry("round_ended_timestamp_seconds", "When its last attempt ended, Unix time."),
          Map.entry("outcome", "1 for how its last attempt ended, 0 for the others."),
          Map.entry("model_version", "Newest version of the model after it."),
          Map.entry("stage_seconds", "Wall time of a stage."),
          Map.entry("mask_epochs", "Epochs of mask training that have ended."),
          Map.entry("mask_epochs_planned", "Epochs of mask training in all."),
          Map.entry("root_loss", "Loss on the root dataset before the last epoch's step."),
          Map.entry(
              "gate_root_loss",
              "Loss on the root dataset of the base version and of the new model."),
          Map.entry("split_gain", "Gain of the split of clients, in log-likelihood a row."),
          Map.entry("clients", "Client directories by verdict."),
          Map.entry("clients_left_out", "Clients that were not accepted, by reason."),
          Map.entry("clients_held", "Clients that the memory holds evidence or a flag against."),
          Map.entry("memory_lost", "1 where the memory of earlier rounds was lost."),
          Map.entry("memory_rounds", "Rounds before it that the memory is of."),
          Map.entry("evaluation_version", "Version that was evaluated last."),
          Map.entry("evaluation_examples", "Examples that it was evaluated on."),
          Map.entry("evaluation_loss", "Mean loss of the evaluated version."),
          Map.entry("evaluation", "What models of its kind are compared by, of that version."),
          Map.entry("read_bytes", "Bytes of the admitted uploads."),
          Map.entry("written_bytes", "Bytes of the committed files."));

  private PrometheusText() {}

  /** A document, by name; a figure that is not known is left out. */
  static String of(SortedMap<FigureName, Double> figures, String federation) {
    StringBuilder text = new StringBuilder();
    String before = "";
    for (Map.Entry<FigureName, Double> entry : figures.entrySet()) {
      FigureName figure = entry.getKey();
      if (entry.getValue().isNaN()) {
        continue;
      }
      if (!figure.name().equals(before)) {
        head(figure.name(), text);
        before = figure.name();
      }
      text.append(PREFIX).append(figure.name());
      text.append("{federation=\"").append(escaped(federation)).append('"');
      FigureName.Label label = figure.label();
      if (label != null) {
        text.append(',').append(label.name());
        text.append("=\"").append(escaped(label.value())).append('"');
      }
      text.append("} ").append(number(entry.getValue())).append('\n');
    }
    return text.toString();
  }

  private static void head(String name, StringBuilder text) {
    String help = HELP.getOrDefault(name, "");
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(" gauge\n");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    long whole = (long) value;
    return whole == value ? Long.toString(whole) : Double.toString(value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
