package org.skymask.cluster;

/**
 * The Java LAPACK keeps static state and serves one thread at a time: whoever computes with it, or
 * has MLlib do so, holds this.
 */
final class Lapack {
  static final Object LOCK = new Object();

  private Lapack() {}
}
