package org.skymask.admission;

import java.util.Map;
import org.skymask.config.SettingsLoader;
import org.skymask.model.RefusedException;
import org.skymask.round.admit.Policies;

/** Jazzer's target: any bytes as a manifest end in a manifest or in a reason. */
public final class ManifestFuzzer {
  private static final AdmissionLimits LIMITS =
      Policies.limits(SettingsLoader.load(null, Map.of()).admission());

  private ManifestFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      for (Manifest.File file : Manifest.parse(input, LIMITS).files()) {
        org.apache.hadoop.fs.Path directory = new org.apache.hadoop.fs.Path("file:/round/client=x");
        if (!new org.apache.hadoop.fs.Path(directory, file.name()).getParent().equals(directory)) {
          throw new IllegalStateException(file.name() + " leads outside");
        }
      }
    } catch (RefusedException e) {
      if (e.detail().isBlank()) {
        throw new IllegalStateException("a refusal without a detail");
      }
    }
  }
}
