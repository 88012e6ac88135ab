package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void areLeftOutWhereverTheyStand() {
    Settings settings =
        SettingsLoader.load(
            null,
            Map.of(
                "updates", "/p/updates",
                "models", "/p/models",
                "root.data", "/p/root.parquet",
                "root.update", "/p/root-update",
                "admission.keys", "/p/keys",
                "observe.prometheus.file", "/p/metrics.prom",
                "observe.openlineage.bearer-file", "/p/token",
                "spark.local.dir", "/p/scratch",
                "mask.epochs", "7"));
    Map<String, Object> left = Places.leftOut(settings.effective());
    assertThat(left.toString()).doesNotContain("/p/");
    assertThat(left)
        .containsEntry("mask.epochs", 7)
        .containsKeys("seed", "root.epochs", "admission.max-files");
  }

  @Test
  void trainingIsNoPlace() {
    Settings settings = SettingsLoader.load(null, Map.of());
    assertThat(Places.leftOut(settings.effective())).containsEntry("root.update", "train");
  }
}
