package org.skymask.kernel;

/** Sums over vectors, in double precision and from first to last. */
public final class Vectors {
  private Vectors() {}

  /** Σ a² over the first {@code length} values. */
  public static double squares(float[] a, int length) {
    return dot(a, a, length);
  }

  /** Σ a·b over the first {@code length} values. */
  public static double dot(float[] a, float[] b, int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum += (double) a[j] * b[j];
    }
    return sum;
  }

  /** Cosine of the angle between two vectors; 0 where one of them is zero. */
  public static double cosine(float[] a, float[] b, int length) {
    double norms = Math.sqrt(squares(a, length)) * Math.sqrt(squares(b, length));
    return norms == 0 ? 0 : dot(a, b, length) / norms;
  }

  /** Adds b to a. */
  public static void add(float[] a, float[] b) {
    for (int j = 0; j < a.length; j++) {
      a[j] += b[j];
    }
  }

  /** Adds the first {@code length} values of b to a. */
  public static void add(float[] a, float[] b, int length) {
    for (int j = 0; j < length; j++) {
      a[j] += b[j];
    }
  }

  /** Adds b to the values of a from {@code from} on. */
  public static void add(float[] a, int from, float[] b) {
    for (int j = 0; j < b.length; j++) {
      a[from + j] += b[j];
    }
  }

  /** Replaces a by a·factor. */
  public static void scale(float[] a, double factor) {
    for (int j = 0; j < a.length; j++) {
      a[j] = (float) (a[j] * factor);
    }
  }
}
