package org.skymask.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CoverageTest {
  /** Against the JDK's bit set. */
  @Property(seed = "7")
  void answersLikeABitSet(@ForAll @IntRange(min = 1, max = 500) int size, @ForAll long seed) {
    Random random = new Random(seed);
    Coverage coverage = new Coverage(size);
    BitSet bits = new BitSet(size);
    for (int i = 0; i < 30; i++) {
      int from = random.nextInt(size + 1);
      int to = from + random.nextInt(size + 1 - from);
      int taken = bits.nextSetBit(from);
      assertThat(coverage.firstTaken(from, to)).isEqualTo(taken < to ? taken : -1);
      int free = bits.nextClearBit(from);
      assertThat(coverage.firstFree(from, to)).isEqualTo(free < to ? free : -1);
      assertThat(coverage.free(from, to)).isEqualTo(to - from - bits.get(from, to).cardinality());
      if (taken < 0 || taken >= to) {
        coverage.take(from, to);
        bits.set(from, to);
      }
      assertThat(coverage.free()).isEqualTo(size - bits.cardinality());
    }
  }
}
