package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/**
 * What holds of the rules that look at signs, at an output layer, or run models: 13 clients around
 * one update, and four that send three times the opposite.
 */
class ModelRulesPropertyTest {
  private static final int HONEST = 13;
  private static final int MALICIOUS = 4;
  private static final Offset<Double> CLOSE = within(1e-4);

  private static final List<AggregationRule> RULES =
      List.of(
          new SignGuard(0.1, 3, 1),
          new OutputPca(null),
          new DeepSight(50, 2, 1.0 / 3, 2),
          new LossClustering(),
          new Siren(0.3, 5, 0.5));

  /** Of 24 values five are negative: signs tell it from its opposite. */
  private static float[] common(Random random) {
    float[] row = new float[LinearModel.LAYOUT.parameterCount()];
    for (int j = 0; j < row.length; j++) {
      row[j] = (j % 5 == 0 ? -1 : 1) * (1 + random.nextFloat());
    }
    return row;
  }

  private static float[][] rows(float[] common, Random random) {
    float[][] rows = new float[HONEST + MALICIOUS][common.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < common.length; j++) {
        double value = common[j] + 0.2 * random.nextGaussian();
        rows[i][j] = (float) (i < HONEST ? value : -3 * value);
      }
    }
    return rows;
  }

  private static Situation situation(float[][] rows, float[] common) {
    Matrix matrix = Matrix.of(rows);
    return Situation.of(matrix).with(LinearModel.LAYOUT).with(LinearModel.of(matrix, common));
  }

  @Property(tries = 60, seed = "21")
  void theOrderOfClientsDoesNotMatter(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
    Random random = new Random(seed);
    float[] common = common(random);
    float[][] rows = rows(common, random);
    float[][] turned = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      turned[i] = rows[(i * 5 + 3) % rows.length];
    }
    for (AggregationRule rule : RULES) {
      assertThat(situation(turned, common).aggregate(rule))
          .as("%s", rule)
          .containsExactly(situation(rows, common).aggregate(rule), CLOSE);
    }
  }

  /** Except DeepSight, which looks for updates of few classes. */
  @Property(tries = 60, seed = "22")
  void whoSendsTheOppositeHasNoPart(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
    Random random = new Random(seed);
    float[] common = common(random);
    Situation situation = situation(rows(common, random), common);
    for (AggregationRule rule : RULES) {
      if (rule instanceof DeepSight) {
        continue;
      }
      double[] weights = situation.chosen(rule).weights();
      assertThat(Arrays.copyOfRange(weights, HONEST, weights.length))
          .as("%s", rule)
          .containsOnly(0);
      assertThat(Arrays.stream(weights).sum()).as("%s", rule).isGreaterThan(0.5);
    }
  }

  @Property(tries = 30, seed = "23")
  void aClientRepeatedIsTheAggregate(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
    float[] common = common(new Random(seed));
    float[][] same = new float[HONEST][];
    Arrays.fill(same, common);
    double[] expected = new double[common.length];
    for (int j = 0; j < expected.length; j++) {
      expected[j] = common[j];
    }
    for (AggregationRule rule : RULES) {
      assertThat(situation(same, common).aggregate(rule))
          .as("%s", rule)
          .containsExactly(expected, CLOSE);
    }
  }
}
