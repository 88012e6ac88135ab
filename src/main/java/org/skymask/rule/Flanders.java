package org.skymask.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.skymask.named.Allowed;
import org.skymask.named.Declaration;
import org.skymask.named.Declared;
import org.skymask.named.Parameter;

/**
 * FLANDERS: the clients' models of this round, θ + xᵢ at some coordinates, are compared with what a
 * {@link MatrixForecast} over those of the last rounds says of them. The n − f clients nearest to
 * their forecasts are averaged (Gabrielli, Tolomei, Belli and Miori, "Protecting Federated Learning
 * from Extreme Model Poisoning Attacks via Multidimensional Time Series Anomaly Detection", arXiv
 * 2303.16668). In the first round everybody is.
 *
 * <p>The version keeps the models of the last rounds at the drawn coordinates, which are the same
 * in all rounds. In place of a model that was far from its forecast it keeps θ with the mean of the
 * others, so that attackers do not teach the forecast. A client that was away counts as one whose
 * model has not changed, and a new one as one that had the model θ before. Notes that do not fit,
 * or are not finite, are as good as none.
 *
 * @param byzantineCount f; n ≥ f + 1
 * @param window rounds that are remembered, 1 or more
 * @param sample coordinates, 1 or more
 * @param forecast how the next models are forecast
 */
public record Flanders(int byzantineCount, int window, int sample, MatrixForecast forecast)
    implements AggregationRule {
  private static final Tolerance TOLERANCE = new Tolerance(1, 1);
  private static final String MODELS = "models/";

  static final Declared<AggregationRule> DECLARATION =
      Declaration.of(
              "flanders",
              "mean of the n−f whose models are nearest to what a matrix autoregression over earlier rounds forecasts",
              "Gabrielli et al., arXiv 2303.16668")
          .with(
              Tolerance.COUNT,
              Parameter.of("window", Allowed.whole(1, 1000), 5, "rounds that are remembered"),
              Parameter.of(
                  "sample", Allowed.whole(1, 10_000), 100, "coordinates that are forecast"),
              Parameter.of(
                  "iterations", Allowed.whole(1, 10_000), 100, "alternations of the regressions"),
              Parameter.of("ridge", Allowed.above(0), 1, "ridge of the regressions"))
          .that(TOLERANCE, Looks.CLIENTS_BEFORE, Looks.BASE_MODEL, Looks.CHOOSES)
          .madeBy(
              given ->
                  new Flanders(
                      given.whole(Tolerance.F),
                      given.whole("window"),
                      given.whole("sample"),
                      new MatrixForecast(given.whole("iterations"), given.number("ridge"))));

  @Override
  public Choice choose(Geometry updates) {
    int n = updates.rows();
    TOLERANCE.require(DECLARATION.name(), byzantineCount, n);
    ValuesAt values = ValuesAt.drawn(sample, updates.layout().parameterCount(), updates.seed());
    double[] base = updates.baseAt(values.positions());
    double[][] models = models(updates.sums(values), base, n);
    Map<String, double[]> before = before(updates.memory(), base.length);
    double[][][] series = series(updates.names(), before, base);
    boolean[] kept = new boolean[n];
    if (series.length == 0) {
      Arrays.fill(kept, true);
    } else {
      nearest(models, forecast.next(series), kept);
    }
    return Kept.mean(kept, notes(updates.names(), before, models, kept, base));
  }

  private static double[][] models(double[] sums, double[] base, int n) {
    double[][] models = new double[n][base.length];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < base.length; k++) {
        models[i][k] = Memory.kept(base[k] + sums[i * base.length + k]);
      }
    }
    return models;
  }

  /** By client, its models of the last rounds one after the other, the last one last. */
  private static Map<String, double[]> before(Memory memory, int width) {
    Map<String, double[]> before = new TreeMap<>();
    memory
        .notes()
        .forEach(
            (name, note) -> {
              boolean fits = note.length > 0 && note.length % width == 0;
              if (name.startsWith(MODELS)
                  && fits
                  && Arrays.stream(note).allMatch(Double::isFinite)) {
                before.put(name.substring(MODELS.length()), note);
              }
            });
    return before;
  }

  /** [earlier rounds][n][coordinates]. */
  private double[][][] series(List<String> names, Map<String, double[]> before, double[] base) {
    int width = base.length;
    int rounds =
        Math.min(window, before.values().stream().mapToInt(v -> v.length / width).max().orElse(0));
    double[][][] series = new double[rounds][names.size()][];
    for (int i = 0; i < names.size(); i++) {
      double[] known = before.getOrDefault(names.get(i), new double[0]);
      for (int t = 0; t < rounds; t++) {
        int from = known.length - (rounds - t) * width;
        series[t][i] = from >= 0 ? Arrays.copyOfRange(known, from, from + width) : base;
      }
    }
    return series;
  }

  private void nearest(double[][] models, double[][] expected, boolean[] kept) {
    double[] distances = new double[models.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = SafeguardWindow.distance(models[i], expected[i]);
    }
    IntStream.range(0, distances.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i]))
        .limit(models.length - byzantineCount)
        .forEach(i -> kept[i] = true);
  }

  private Map<String, double[]> notes(
      List<String> names,
      Map<String, double[]> before,
      double[][] models,
      boolean[] kept,
      double[] base) {
    double[] usual = mean(models, kept);
    Map<String, double[]> notes = new TreeMap<>();
    before.forEach(
        (client, known) ->
            notes.put(
                MODELS + client,
                appended(
                    known, Arrays.copyOfRange(known, known.length - base.length, known.length))));
    for (int i = 0; i < models.length; i++) {
      double[] known = before.getOrDefault(names.get(i), new double[0]);
      notes.put(MODELS + names.get(i), appended(known, kept[i] ? models[i] : usual));
    }
    return notes;
  }

  private double[] appended(double[] known, double[] model) {
    double[] all = Arrays.copyOf(known, known.length + model.length);
    System.arraycopy(model, 0, all, known.length, model.length);
    return Arrays.copyOfRange(all, Math.max(0, all.length - window * model.length), all.length);
  }

  private static double[] mean(double[][] models, boolean[] kept) {
    double[] weights = ClientWeights.uniform(kept);
    double[] mean = new double[models[0].length];
    for (int k = 0; k < mean.length; k++) {
      double sum = 0;
      for (int i = 0; i < models.length; i++) {
        sum += weights[i] * models[i][k];
      }
      mean[k] = Memory.kept(sum);
    }
    return mean;
  }
}
