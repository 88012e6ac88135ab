package org.skymask.rule;

/**
 * Computes numbers that look random from a seed and a position, so that they are the same for any
 * blocks.
 */
public final class Hash {
  private static final double UNIT = 0x1.0p-53;

  private Hash() {}

  /** 64 bits (Steele et al., "Fast splittable pseudorandom number generators", OOPSLA 2014). */
  public static long bits(long seed, long position) {
    long z = mixed(seed) + position * 0x9E3779B97F4A7C15L;
    return mixed(z);
  }

  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  public static double unit(long seed, long position) {
    return (bits(seed, position) >>> 11) * UNIT;
  }

  /** Standard normal (Box and Muller, 1958). */
  public static double normal(long seed, long position) {
    double radius = Math.sqrt(-2 * Math.log(1 - unit(seed, 2 * position)));
    return radius * Math.cos(2 * Math.PI * unit(seed, 2 * position + 1));
  }
}
