package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;

/** Parameters that name what the model or the federation does not have. */
class MatrixCheckTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(2),
          10,
          List.of(
              new TensorSpec("fc1.weight", List.of(10, 2), true),
              new TensorSpec("fc1.bias", List.of(10), true)));

  private static void check(int clientsARound, String split, Entry... attacks) {
    Experiment experiment =
        new Experiment(
            "x",
            new Experiment.Data("train", null),
            new Experiment.Federation(20, 0, 20, 0.2, "cnn", Experiment.Presence.EVERYBODY),
            new Experiment.Training(1, 1, 32, 0.05, clientsARound),
            new Experiment.Matrix(
                List.of(new Entry("fedavg", "fedavg", Map.of("aggregator", "fedavg"))),
                Arrays.asList(attacks),
                List.of(0.2, 0.4),
                List.of(new Entry(split, split, Map.of())),
                List.of(1L)),
            Experiment.Measures.ALL,
            Experiment.Storing.RESULTS,
            Map.of());
    new MatrixCheck(experiment).attacks(LAYOUT);
  }

  private static Entry attack(String name, Map<String, Object> parameters) {
    return new Entry(name, name, parameters);
  }

  @Test
  void eachIsNamedBeforeAnythingIsRun() {
    assertThatThrownBy(
            () ->
                check(
                    0,
                    "iid",
                    attack("none", Map.of()),
                    attack("single-layer", Map.of("layer", "fc9")),
                    attack("mimic", Map.of("client", 12)),
                    attack("backdoor", Map.of("target", 12)),
                    attack("critical-layers", Map.of("target", 10)),
                    attack("label-flip", Map.of("mapping", "pair", "to", 10)),
                    attack("pill", Map.of("poison", Map.of("name", "mimic", "client", 40))),
                    attack("mixed", Map.of("second", Map.of("name", "neurotoxin", "target", 11)))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "matrix.attacks: attack single-layer: layer: expected one of the model, found fc9; did you"
                + " mean fc1?",
            "attack mimic: client: expected less than the 12 honest, found 12",
            "attack backdoor: target: expected a class below 10, found 12",
            "attack critical-layers: target: expected a class below 10, found 10",
            "attack label-flip: from and to: expected classes below 10, found 0 and 10",
            "attack pill: client: expected less than the 12 honest, found 40",
            "attack mixed: target: expected a class below 10, found 11");
  }

  @Test
  void whatGoesWithBothIsFine() {
    assertThatCode(
            () ->
                check(
                    0,
                    "iid",
                    attack("single-layer", Map.of("layer", "fc1")),
                    attack("mimic", Map.of("client", 11)),
                    attack("scaling", Map.of("target", 9)),
                    attack("label-flip", Map.of("to", 10))))
        .doesNotThrowAnyException();
  }

  @Test
  void fewerClientsTakePartInARound() {
    Entry mimic = attack("mimic", Map.of("client", 5));
    assertThatCode(() -> check(6, "iid", mimic)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(5, "iid", mimic)).hasMessageContaining("the 5 honest");
  }

  /** The data say how many silos there are. */
  @Test
  void naturalSilosAreCountedLater() {
    assertThatCode(() -> check(0, "silos", attack("mimic", Map.of("client", 300))))
        .doesNotThrowAnyException();
  }
}
