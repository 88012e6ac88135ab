package org.skymask.simulate.federation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.skymask.config.Settings;
import org.skymask.kernel.FixedPointSums;
import org.skymask.kernel.Vectors;
import org.skymask.kernel.WeightedMean;
import org.skymask.model.Layout;
import org.skymask.round.RoundException;
import org.skymask.round.judge.Aggregators;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.BlockStatistic;
import org.skymask.rule.Choice;
import org.skymask.rule.Composed;
import org.skymask.rule.Geometry;
import org.skymask.rule.Memory;
import org.skymask.rule.Mixing;
import org.skymask.rule.Probe;
import org.skymask.rule.TrimmedMean;

/**
 * The aggregation rule as computed by an attacker who knows it: on updates in memory, of a single
 * round. The trimmed mean, without the f smallest and largest values of every coordinate, takes the
 * place of rules that look at more (the root dataset, the model, earlier rounds). A plain mean
 * would follow an attacker any distance, which no such rule does. Norm clipping and noise are left
 * out.
 *
 * @param layout of the model, whose trainable part rules look at
 */
record KnownRule(Composed rule, Layout layout, long seed) {

  /**
   * @throws RoundException when a parameter of the rule is missing or wrong
   */
  static KnownRule of(Settings settings, Layout layout) throws RoundException {
    Optional<Composed> known = Aggregators.rule(settings);
    Composed rule =
        known
            .filter(Composed::looksAtUpdatesAlone)
            .orElseGet(
                () ->
                    new Composed(
                        settings.method().aggregator(),
                        known.map(Composed::before).orElse(List.of()),
                        new Guess(
                            Objects.requireNonNullElse(
                                settings.method().rule().byzantineCount(), 0)),
                        List.of()));
    return new KnownRule(rule, layout, settings.running().seed());
  }

  /** The trimmed mean, of whatever can be trimmed. */
  private record Guess(int byzantineCount) implements AggregationRule {
    @Override
    public Choice choose(Geometry updates) {
      int most = (updates.rows() - 1) / 2;
      return new TrimmedMean(Math.max(0, Math.min(byzantineCount, most))).choose(updates);
    }
  }

  /**
   * The aggregate, before the server's learning rate.
   *
   * @param updates [clients][updateCount], left as they are
   * @return [updateCount]
   */
  float[] aggregate(float[][] updates) {
    Composed.Chosen found =
        rule.choose(new Rows(updates, layout.parameterCount(), layout, seed), seed);
    if (found.choice() instanceof Choice.ByBlock chosen) {
      return chosen.aggregate(found.mixing()).of(0, updates);
    }
    double[] weights = ((Choice.Weights) found.choice()).weights();
    return WeightedMean.of(updates, Mixing.back(weights, found.mixing()));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(float[][] values, int width, Layout layout, long seed) implements Geometry {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public double[][] gram() {
      double[][] gram = new double[rows()][rows()];
      for (int i = 0; i < rows(); i++) {
        for (int j = 0; j <= i; j++) {
          gram[i][j] = Vectors.dot(values[i], values[j], width);
          gram[j][i] = gram[i][j];
        }
      }
      return gram;
    }

    @Override
    public double[] rootProducts() {
      return new double[rows()];
    }

    @Override
    public double rootSquare() {
      return 0;
    }

    @Override
    public double[] baseProducts() {
      return new double[rows()];
    }

    @Override
    public double baseSquare() {
      return 0;
    }

    @Override
    public double[] baseAt(int[] positions) {
      return new double[positions.length];
    }

    @Override
    public List<String> names() {
      return IntStream.range(0, rows()).mapToObj(String::valueOf).toList();
    }

    @Override
    public int round() {
      return 1;
    }

    @Override
    public Memory memory() {
      return Memory.NONE;
    }

    @Override
    public double[] pastProducts() {
      return new double[rows()];
    }

    @Override
    public double pastSquare() {
      return 0;
    }

    @Override
    public double[] sums(BlockStatistic statistic) {
      float[][] rows =
          Arrays.stream(values).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
      double[] norms =
          Arrays.stream(rows).mapToDouble(row -> Math.sqrt(Vectors.squares(row, width))).toArray();
      FixedPointSums sums =
          new FixedPointSums(statistic.bounds(norms, width), statistic.words(norms));
      statistic.add(0, rows, sums);
      return sums.values();
    }

    @Override
    public Probe probe() {
      throw new IllegalStateException("an attacker does not run the rows' models");
    }

    @Override
    public double[][][] sampledGrams(int draws, int positions) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][][] grams = new double[draws][][];
      for (int draw = 0; draw < draws; draw++) {
        int[] drawn = random.ints(0, width).distinct().limit(Math.min(positions, width)).toArray();
        grams[draw] = new Rows(at(drawn), drawn.length, layout, seed).gram();
      }
      return grams;
    }

    private float[][] at(int[] positions) {
      float[][] taken = new float[rows()][positions.length];
      for (int i = 0; i < taken.length; i++) {
        for (int k = 0; k < positions.length; k++) {
          taken[i][k] = values[i][positions[k]];
        }
      }
      return taken;
    }
  }
}
