package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.skymask.config.Experiment;

class MaterialsTest {

  /** Splits and attacks need classes, and examples as rows of floats. */
  @Test
  void aModelThatIsNoClassifierIsNamed() throws Exception {
    Path model =
        Path.of(Objects.requireNonNull(getClass().getResource("/signatures/language")).toURI());
    Experiment experiment =
        new Experiment(
            "x",
            new Experiment.Data("train", null),
            new Experiment.Federation(
                10, 0, 20, 0.2, model.toString(), Experiment.Presence.EVERYBODY),
            new Experiment.Training(1, 1, 32, 0.05, 0),
            new Experiment.Matrix(List.of(), List.of(), List.of(), List.of(), List.of()),
            Experiment.Measures.ALL,
            Experiment.Storing.RESULTS,
            Map.of());
    assertThatThrownBy(() -> Materials.of(experiment, new Configuration(false)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            model
                + " has the loss cross-entropy-per-token and the inputs [int64 [4]]; simulate takes"
                + " classifiers of float features");
  }
}
