package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.skymask.named.ParameterException;

/**
 * What holds of the rules whatever the updates; of those that look at more than these: {@link
 * ModelRulesPropertyTest}.
 */
class RulePropertiesTest {
  private static final int F = 3;
  private static final Offset<Double> CLOSE = within(1e-4);

  /** Those that know directions and distances only. */
  private static final List<AggregationRule> TRANSLATED =
      List.of(
          new CoordinateMedian(),
          new TrimmedMean(F),
          new MeanAroundMedian(F),
          new Krum(Krum.KRUM, F, 1, 0),
          new Krum(Krum.MULTI_KRUM, F, 0, 0),
          new Bulyan(F),
          new DivideAndConquer(F, 1, 10, 1),
          new FoundationFl(0.5, F));

  private static final List<AggregationRule> ALL =
      Stream.concat(
              TRANSLATED.stream(),
              Stream.of(
                  new Mean(),
                  new GeometricMedian(50, 1e-6),
                  new CentredClipping(3, 0),
                  new NormBounding(0),
                  new FlTrust(),
                  new Flame(0),
                  new AlignIns(0.3, 1, 1),
                  new Lasa(0.3, 1, 1),
                  new FedSeca(0),
                  new FoundationFl(0.5, null),
                  new FlDetector(1, 16),
                  new Safeguard(1, 1, 2, 0.1, 16),
                  new Flanders(F, 1, 16, new MatrixForecast(2, 1))))
          .toList();

  @Provide
  Arbitrary<Matrix> matrices() {
    return Arbitraries.longs()
        .between(0, 1_000_000)
        .map(
            seed -> {
              Random random = new Random(seed);
              float[][] rows = new float[15 + random.nextInt(5)][1 + random.nextInt(7)];
              for (float[] row : rows) {
                fill(row, random);
              }
              float[] root = new float[rows[0].length];
              fill(root, random);
              return new Matrix(rows, root);
            });
  }

  private static void fill(float[] row, Random random) {
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) (0.5 + random.nextGaussian());
    }
  }

  @Property(tries = 200, seed = "11")
  void theOrderOfClientsDoesNotMatter(@ForAll("matrices") Matrix matrix) {
    float[][] turned = new float[matrix.rows()][];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = matrix.values()[(i * 7 + 3) % turned.length];
    }
    // 7 and the number of rows must have no common factor, or rows repeat.
    if (matrix.rows() % 7 != 0) {
      for (AggregationRule rule : ALL) {
        assertThat(new Matrix(turned, matrix.root()).aggregate(rule))
            .as("%s", rule)
            .containsExactly(matrix.aggregate(rule), CLOSE);
      }
    }
  }

  @Property(tries = 200, seed = "12")
  void whereAllMoveTheAggregateMoves(@ForAll("matrices") Matrix matrix) {
    float[][] moved = Arrays.stream(matrix.values()).map(float[]::clone).toArray(float[][]::new);
    for (float[] row : moved) {
      for (int j = 0; j < row.length; j++) {
        row[j] += j + 2;
      }
    }
    for (AggregationRule rule : TRANSLATED) {
      double[] expected = matrix.aggregate(rule);
      for (int j = 0; j < expected.length; j++) {
        expected[j] += j + 2;
      }
      assertThat(Matrix.of(moved).aggregate(rule)).as("%s", rule).containsExactly(expected, CLOSE);
    }
  }

  /** FLTrust scales to the root's length, which here is the client's own. */
  @Property(tries = 100, seed = "13")
  void aClientRepeatedIsTheAggregate(@ForAll("matrices") Matrix matrix) {
    float[] row = matrix.values()[0];
    float[][] same = new float[matrix.rows()][];
    Arrays.fill(same, row);
    double[] expected = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      expected[j] = row[j];
    }
    for (AggregationRule rule : ALL) {
      assertThat(new Matrix(same, row).aggregate(rule))
          .as("%s", rule)
          .containsExactly(expected, CLOSE);
    }
  }

  /** What f clients send that are further away than any other cannot move these rules far. */
  @Property(tries = 100, seed = "14")
  void theFarthestDoNotDecide(@ForAll("matrices") Matrix matrix) {
    float[][] attacked = Arrays.stream(matrix.values()).map(float[]::clone).toArray(float[][]::new);
    for (int i = 0; i < F; i++) {
      Arrays.fill(attacked[i], 1e6f);
    }
    for (AggregationRule rule : TRANSLATED) {
      for (double value : Matrix.of(attacked).aggregate(rule)) {
        assertThat(Math.abs(value)).as("%s", rule).isLessThan(10);
      }
    }
  }

  /**
   * Nearest neighbours are the same whoever comes first. Mixed rows may be equal, so rules that
   * choose some of them have ties here.
   */
  @Property(tries = 100, seed = "16")
  void theOrderOfClientsDoesNotMatterBehindMixing(@ForAll("matrices") Matrix matrix) {
    float[][] turned = new float[matrix.rows()][];
    for (int i = 0; i < turned.length; i++) {
      turned[(i + 4) % turned.length] = matrix.values()[i];
    }
    for (AggregationRule rule :
        List.of(
            new Mean(),
            new CoordinateMedian(),
            new TrimmedMean(F),
            new GeometricMedian(50, 1e-6),
            new CentredClipping(3, 0),
            new NormBounding(0),
            new FlTrust())) {
      assertThat(mixed(new Matrix(turned, matrix.root()), rule))
          .as("nnm+%s", rule)
          .containsExactly(mixed(matrix, rule), CLOSE);
    }
  }

  private static double[] mixed(Matrix matrix, AggregationRule rule) {
    return matrix.aggregate(rule, new NearestNeighbourMixing(F).mixing(matrix, 1));
  }

  @Property(tries = 50, seed = "17")
  void aClientRepeatedIsTheAggregateBehindMixing(@ForAll("matrices") Matrix matrix) {
    float[][] same = new float[2 * matrix.rows()][];
    Arrays.fill(same, matrix.values()[0]);
    Matrix repeated = new Matrix(same, matrix.values()[0]);
    double[] expected = new double[same[0].length];
    for (int j = 0; j < expected.length; j++) {
      expected[j] = same[0][j];
    }
    for (RowMixing before : List.<RowMixing>of(new NearestNeighbourMixing(F), new Bucketing(2))) {
      for (AggregationRule rule : ALL) {
        if (!(rule instanceof FlDetector || rule instanceof Safeguard)) {
          assertThat(repeated.aggregate(rule, before.mixing(repeated, 5)))
              .as("%s+%s", before, rule)
              .containsExactly(expected, CLOSE);
        }
      }
    }
  }

  /** The mean of means of buckets of one size is the mean. */
  @Property(tries = 50, seed = "18")
  void bucketsOfOneSizeKeepTheMean(@ForAll("matrices") Matrix matrix) {
    float[][] twice =
        Stream.concat(Arrays.stream(matrix.values()), Arrays.stream(matrix.values()))
            .toArray(float[][]::new);
    Matrix even = Matrix.of(twice);
    assertThat(even.aggregate(new Mean(), new Bucketing(2).mixing(even, 9)))
        .containsExactly(matrix.aggregate(new Mean()), CLOSE);
  }

  @Property(tries = 50, seed = "15")
  void mixingKeepsTheMean(@ForAll("matrices") Matrix matrix) {
    double[][] mixing = new Bucketing(1).mixing(matrix, 3);
    double[][] gram = new MixedGeometry(matrix, mixing).gram();
    double[] uniform = new double[matrix.rows()];
    Arrays.fill(uniform, 1.0 / matrix.rows());
    assertThat(Mixing.back(uniform, mixing)).containsExactly(uniform, within(1e-12));
    double trace = 0;
    double before = 0;
    for (int i = 0; i < gram.length; i++) {
      trace += gram[i][i];
      before += matrix.gram()[i][i];
    }
    assertThat(trace).isCloseTo(before, within(1e-9 * before));
  }

  @Example
  void tooManyByzantineClientsAreAnErrorThatSaysTheBound() {
    refuses(new TrimmedMean(2), 4, "n >= 2f + 1, here f = 1 at most");
    refuses(new MeanAroundMedian(3), 6, "n >= 2f + 1, here f = 2 at most");
    refuses(new Krum(Krum.KRUM, 2, 1, 0), 6, "n >= 2f + 3, here f = 1 at most");
    refuses(new Krum(Krum.MULTI_KRUM, 1, 0, 0), 2, "n >= 2f + 3, more updates for any f");
    refuses(new Bulyan(2), 10, "n >= 4f + 3, here f = 1 at most");
    refuses(new DivideAndConquer(5, 1, 1, 1), 10, "n >= 2f + 1, here f = 4 at most");
    assertThatThrownBy(() -> new NearestNeighbourMixing(2).mixing(zeros(4), 1))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "nnm with rule.byzantine-count f = 2 and n = 4 updates:"
                + " expected n >= 2f + 1, here f = 1 at most");
  }

  private static Matrix zeros(int rows) {
    return Matrix.of(new float[rows][1]);
  }

  private static void refuses(AggregationRule rule, int rows, String bound) {
    assertThatThrownBy(() -> rule.choose(zeros(rows)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(" with rule.byzantine-count f = ")
        .hasMessageEndingWith(" and n = " + rows + " updates: expected " + bound);
  }
}
