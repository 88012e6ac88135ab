package org.skymask.soak;

import java.io.IOException;
import java.util.Random;
import org.skymask.cli.TestFederation;
import org.skymask.model.ModelVersion;

/** Clients that never train: they pull the model towards 0, and one of six pushes it away. */
final class SoakedSilos {
  private static final int CLIENTS = 6;

  private SoakedSilos() {}

  /** Uploads for the round after a version. */
  static void upload(TestFederation federation, ModelVersion base) throws IOException {
    int round = base.round() + 1;
    for (int client = 0; client < CLIENTS; client++) {
      Random random = new Random(31L * round + client);
      float sign = client == 0 ? 1 : -1;
      float[] delta = new float[base.values().length];
      for (int j = 0; j < delta.length; j++) {
        delta[j] = sign * 0.05f * base.values()[j] + 0.005f * (float) random.nextGaussian();
      }
      federation.upload(round, "silo-" + client, base, delta);
    }
  }
}
