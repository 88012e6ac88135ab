package org.skymask.simulate.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skymask.config.Axes;
import org.skymask.config.ConfigurationException;
import org.skymask.config.Experiment;
import org.skymask.config.Experiment.Entry;
import org.skymask.config.RootSample;
import org.skymask.config.SettingsLoader;
import org.skymask.model.FieldSpec;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;

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
    check(LAYOUT, clientsARound, new Entry(split, split, Map.of()), attacks);
  }

  private static void check(Layout layout, int clientsARound, Entry split, Entry... attacks) {
    Experiment experiment =
        new Experiment(
            "x",
            new Experiment.Data("train", null),
            new Experiment.Federation(
                20,
                0,
                new RootSample(20, RootSample.Bias.BALANCED, RootSample.SAME),
                0.2,
                "cnn",
                Experiment.Presence.EVERYBODY),
            new Experiment.Training(1, 1, 32, 0.05, clientsARound),
            new Experiment.Matrix(
                List.of(new Entry("fedavg", "fedavg", Map.of("aggregator", "fedavg"))),
                Arrays.asList(attacks),
                List.of(0.2, 0.4),
                List.of(split),
                List.of(1L),
                Axes.NONE),
            Experiment.Measures.ALL,
            Experiment.Storing.RESULTS,
            Map.of());
    new MatrixCheck(experiment).model(layout);
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

  private static Layout layout(LossFunction loss, FieldSpec target, @Nullable Integer classes) {
    FieldSpec input = new FieldSpec("input", ValueType.INT64, List.of(4));
    return new Layout(
        new Signature(List.of(input), target, loss, classes),
        List.of(new TensorSpec("w", List.of(10), true)));
  }

  private static final Layout REGRESSION =
      layout(
          LossFunction.MEAN_SQUARED_ERROR, new FieldSpec("y", ValueType.FLOAT32, List.of()), null);

  private static final Layout TOKENS =
      layout(
          LossFunction.CROSS_ENTROPY_PER_TOKEN,
          new FieldSpec("next", ValueType.INT64, List.of(4)),
          7);

  /** Whoever asks for what a model does not have is told what it has, and what would fit. */
  @Test
  void attacksAndSplitsThatAModelHasNothingForAreNamedWithThoseThatFit() {
    Entry bias = new Entry("x", "label-bias", Map.of("q", 0.5));
    assertThatThrownBy(
            () ->
                check(
                    REGRESSION,
                    0,
                    bias,
                    attack("label-flip", Map.of()),
                    attack("sleeper", Map.of("attack", "scaling"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "matrix.splits: split = label-bias goes by the class of an example, and the model has"
                + " the target float32 [] and the loss mean-squared-error; iid and silos divide any"
                + " examples, shards also those with one number to predict",
            "matrix.attacks: attack label-flip: changes labels, and a model with the input int64"
                + " [4], the target float32 [] and the loss mean-squared-error has none; by their"
                + " defaults fit none, target-flip, target-noise, sign-flip, ",
            "matrix.attacks: attack sleeper: puts a pattern into float32 values");
    assertThatThrownBy(() -> check(TOKENS, 0, bias, attack("target-noise", Map.of())))
        .hasMessageContainingAll(
            "split = label-bias goes by the class of an example",
            "attack target-noise: changes numbers that are to be predicted, and a model with",
            "by their defaults fit none, label-flip, sign-flip, ");
  }

  @Test
  void everyKindOfTargetHasItsAttacksAndSplits() {
    Entry iid = new Entry("iid", "iid", Map.of());
    Entry shards = new Entry("shards", "shards", Map.of("shards", 2));
    assertThatCode(() -> check(TOKENS, 0, iid, attack("label-flip", Map.of("to", 6))))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    REGRESSION,
                    0,
                    shards,
                    attack("target-flip", Map.of()),
                    attack("pill", Map.of()),
                    attack("mixed", Map.of("second", "target-noise"))))
        .doesNotThrowAnyException();
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

  private static Experiment with(Axes axes, Entry split) {
    return new Experiment(
        "x",
        new Experiment.Data("train", null),
        new Experiment.Federation(
            20,
            0,
            new RootSample(20, RootSample.Bias.BALANCED, RootSample.SAME),
            0.2,
            "cnn",
            Experiment.Presence.EVERYBODY),
        new Experiment.Training(1, 1, 32, 0.05, 0),
        new Experiment.Matrix(
            List.of(new Entry("fedavg", "fedavg", Map.of("aggregator", "fedavg"))),
            List.of(attack("none", Map.of()), attack("mimic", Map.of("client", 5))),
            List.of(0.5),
            List.of(split),
            List.of(1L),
            axes),
        Experiment.Measures.ALL,
        Experiment.Storing.RESULTS,
        Map.of());
  }

  private static Axes roots(RootSample.Bias bias, Entry... sources) {
    return new Axes(List.of(), List.of(), List.of(), List.of(bias), List.of(sources));
  }

  @Test
  void rootDatasetsThatAModelHasNothingForAreNamed() {
    Entry iid = new Entry("iid", "iid", Map.of());
    Entry noise = new Entry("noise", "noise", Map.of("deviation", 1));
    Axes axes = roots(new RootSample.Bias(0.5, 12), RootSample.SAME, noise);
    assertThatThrownBy(() -> new MatrixCheck(with(axes, iid)).model(LAYOUT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("root-bias: favours root-class = 12, expected a class below 10");
    assertThatThrownBy(() -> new MatrixCheck(with(axes, iid)).model(REGRESSION))
        .hasMessageContainingAll(
            "root-bias: goes by the class of an example, and the model has the target float32 []",
            "root-source: source = noise changes float32 inputs, and the model has [int64 [4]]");
    Axes unknown = roots(RootSample.Bias.BALANCED, new Entry("n", "nois", Map.of()));
    assertThatThrownBy(
            () ->
                new MatrixCheck(with(unknown, iid)).names(keys -> SettingsLoader.load(null, keys)))
        .hasMessage("root-source: there is no root source nois; did you mean noise?");
  }

  @Test
  void clientsAreAnAxisWhereTheDataDoNotSayHowManyThereAre() {
    Axes clients = new Axes(List.of(10, 30), List.of(), List.of(), List.of(), List.of());
    Experiment silos = with(clients, new Entry("silos", "silos", Map.of()));
    assertThatThrownBy(() -> new MatrixCheck(silos).names(keys -> SettingsLoader.load(null, keys)))
        .hasMessage(
            "matrix.clients: with split = silos the data say how many clients there are; expected no"
                + " list, or another split");
    // Five of ten are honest.
    Experiment iid = with(clients, new Entry("iid", "iid", Map.of()));
    assertThatThrownBy(() -> new MatrixCheck(iid).model(LAYOUT))
        .hasMessageContaining("client: expected less than the 5 honest, found 5");
  }

  /** The data say how many silos there are. */
  @Test
  void naturalSilosAreCountedLater() {
    assertThatCode(() -> check(0, "silos", attack("mimic", Map.of("client", 300))))
        .doesNotThrowAnyException();
  }
}
