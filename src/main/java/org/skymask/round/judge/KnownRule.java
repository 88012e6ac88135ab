package org.skymask.round.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.skymask.config.Rule;
import org.skymask.config.Settings;
import org.skymask.kernel.FixedPointSums;
import org.skymask.kernel.Vectors;
import org.skymask.kernel.WeightedMean;
import org.skymask.model.Layout;
import org.skymask.round.RoundException;
import org.skymask.rule.AggregationRule;
import org.skymask.rule.BlockStatistic;
import org.skymask.rule.Bulyan;
import org.skymask.rule.Choice;
import org.skymask.rule.CoordinateMedian;
import org.skymask.rule.CoordinateStatistic;
import org.skymask.rule.DivideAndConquer;
import org.skymask.rule.Flame;
import org.skymask.rule.FoundationFl;
import org.skymask.rule.GeometricMedian;
import org.skymask.rule.Geometry;
import org.skymask.rule.Krum;
import org.skymask.rule.Mean;
import org.skymask.rule.MeanAroundMedian;
import org.skymask.rule.Memory;
import org.skymask.rule.MixedGeometry;
import org.skymask.rule.Mixing;
import org.skymask.rule.NormBounding;
import org.skymask.rule.OutputPca;
import org.skymask.rule.PreAggregation;
import org.skymask.rule.Probe;
import org.skymask.rule.SignGuard;
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
public record KnownRule(
    List<PreAggregation> before, AggregationRule rule, Layout layout, long seed) {

  /** Rules that look at nothing but the updates. */
  private static final List<String> COMPUTED =
      List.of(
          CoordinateMedian.NAME,
          TrimmedMean.NAME,
          MeanAroundMedian.NAME,
          Krum.KRUM,
          Krum.MULTI_KRUM,
          Bulyan.NAME,
          GeometricMedian.NAME,
          NormBounding.NAME,
          DivideAndConquer.NAME,
          SignGuard.NAME,
          FoundationFl.NAME,
          OutputPca.NAME,
          Flame.NAME);

  /**
   * @throws RoundException when a parameter of the rule is missing or wrong
   */
  public static KnownRule of(Settings settings, Layout layout) throws RoundException {
    List<String> names = List.of(settings.aggregator().split("\\+", -1));
    String last = names.get(names.size() - 1);
    List<PreAggregation> before = new ArrayList<>();
    for (String name : names.subList(0, names.size() - 1)) {
      PreAggregation step = Rules.preAggregation(name, settings.rule());
      if (step != null) {
        before.add(step);
      }
    }
    return new KnownRule(before, rule(last, settings.rule()), layout, settings.seed());
  }

  private static AggregationRule rule(String name, Rule settings) throws RoundException {
    if (name.equals(Mean.NAME)) {
      return new Mean();
    }
    AggregationRule rule = COMPUTED.contains(name) ? Rules.rule(name, settings) : null;
    return rule == null ? new Guess(settings.byzantineCount()) : rule;
  }

  /** The trimmed mean, of whatever can be trimmed. */
  private record Guess(int byzantineCount) implements AggregationRule {
    @Override
    public String name() {
      return TrimmedMean.NAME;
    }

    @Override
    public Choice choose(Geometry updates) {
      int most = (updates.rows() - 1) / 2;
      return new TrimmedMean(Math.max(0, Math.min(byzantineCount, most))).choose(updates);
    }
  }

  /**
   * The aggregate, before the server's learning rate.
   *
   * @param updates [clients][valueCount], left as they are
   * @return [valueCount]
   */
  public float[] aggregate(float[][] updates) {
    Geometry seen = new Rows(updates, layout.parameterCount(), layout, seed);
    double[][] mixing = null;
    for (PreAggregation step : before) {
      double[][] next = step.mixing(seen, seed);
      mixing = mixing == null ? next : Mixing.product(next, mixing);
      seen = new MixedGeometry(seen, next);
    }
    Choice choice = rule.choose(seen);
    if (choice instanceof Choice.Coordinates chosen) {
      return new CoordinateStatistic(mixing, chosen.rows(), chosen.window()).of(updates);
    }
    return WeightedMean.of(updates, Mixing.back(((Choice.Weights) choice).weights(), mixing));
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
