package org.skymask.attack;

import java.util.SplittableRandom;

/** Random numbers of one client in one round. */
final class ClientRandom {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private ClientRandom() {}

  static SplittableRandom random(long seed, int client) {
    return new SplittableRandom(seed + STEP * (client + 1L));
  }
}
