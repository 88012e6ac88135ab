package org.skymask.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.skymask.model.Layer.Range;

/** The selection by digits finds what sorting finds. */
class LargestMagnitudesTest {
  private static final int WIDTH = 40;

  private static float[] row(Random random) {
    float[] row = new float[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      // All exponents, with zeros and repetitions among them.
      float drawn = Math.scalb((float) random.nextGaussian(), random.nextInt(270) - 145);
      row[j] = random.nextInt(5) == 0 ? 0 : j > 0 && random.nextInt(3) == 0 ? -row[j - 1] : drawn;
    }
    return row;
  }

  @Property(tries = 200, seed = "21")
  void areThoseOfSorting(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Random random = new Random(seed);
    Matrix matrix = Matrix.of(new float[][] {row(random), row(random), row(random)});
    List<Range> where = List.of(new Range(2, 9), new Range(11, 30 + random.nextInt(10)));
    int positions = where.stream().mapToInt(Range::length).sum();
    int count = 1 + random.nextInt(positions);
    LargestMagnitudes found = LargestMagnitudes.of(matrix, where, count);
    for (int i = 0; i < matrix.rows(); i++) {
      float[] row = matrix.values()[i];
      double[] sorted =
          where.stream()
              .flatMapToInt(range -> IntStream.range(range.start(), range.end()))
              .mapToDouble(j -> Math.abs(row[j]))
              .sorted()
              .toArray();
      double expected = sorted[positions - count];
      assertThat((double) found.least()[i]).isEqualTo(expected);
      assertThat(found.above()[i])
          .isEqualTo(IntStream.range(0, positions).filter(j -> sorted[j] > expected).count());
      assertThat(found.equal()[i])
          .isEqualTo(IntStream.range(0, positions).filter(j -> sorted[j] == expected).count());
    }
  }
}
