package org.skymask.round.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.rule.Momentum;

class AggregatorsTest {
  private static Settings settings(String aggregator, Map<String, String> further) {
    Map<String, String> keys = new HashMap<>(further);
    keys.put("aggregator", aggregator);
    return SettingsLoader.load(null, keys);
  }

  @Test
  void everyNameIsARuleOfThatName() throws RoundException {
    for (String name : Aggregators.names()) {
      Settings settings = settings(name, Map.of("rule.byzantine-count", "1"));
      assertThat(Aggregators.of(settings, Progress.SILENT).name()).isEqualTo(name);
    }
  }

  @Test
  void preAggregationsStandBefore() throws RoundException {
    Settings settings = settings("bucketing+nnm+krum", Map.of("rule.byzantine-count", "1"));
    assertThat(Aggregators.of(settings, Progress.SILENT).name()).isEqualTo("bucketing+nnm+krum");
  }

  @ParameterizedTest
  @CsvSource({"mean", "krum+nnm", "nnm", "krum+", "+krum", "fedavg+nnm", "nnm+skymask"})
  void anythingElseIsNone(String name) {
    Settings settings = settings(name, Map.of("rule.byzantine-count", "1"));
    assertThatThrownBy(() -> Aggregators.requireUsable(settings))
        .isInstanceOf(RoundException.class)
        .hasMessageStartingWith("aggregator = " + name + ": there is no ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "krumm | rule krumm; did you mean krum?",
        "skymsk | rule skymsk; did you mean skymask?",
        "nmm+krum | pre-aggregation nmm; did you mean nnm?",
        "nnm+krumm | rule krumm; did you mean krum?",
        "krum+median | pre-aggregation krum; MIXING",
        "krum+nnm | rule nnm; MIXING",
        "nnm+skymask | rule skymask; MIXING",
        "nnm | rule nnm; MIXING",
        "xyzzyx+krum | pre-aggregation xyzzyx; known: nnm, bucketing, momentum",
      })
  void whatWasMeantIsSaid(String name, String end) {
    String mixing =
        "each of nnm, bucketing, momentum with a plus sign may stand before all but skymask";
    assertThatThrownBy(() -> Aggregators.requireUsable(settings(name, Map.of())))
        .hasMessage("aggregator = " + name + ": there is no " + end.replace("MIXING", mixing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nnm+momentum+krum | momentum follows each client from round to round, so nothing may mix",
        "momentum+nnm+siren | siren follows each client from round to round, so nothing may mix",
        "momentum+momentum+krum | expected momentum once, found it twice",
      })
  void momentaAreOfSingleClients(String name, String why) {
    Settings settings = settings(name, Map.of("rule.byzantine-count", "1"));
    assertThatThrownBy(() -> Aggregators.requireUsable(settings))
        .hasMessageStartingWith("aggregator = " + name + ": " + why);
    assertThat(Aggregators.momentum(settings)).isEmpty();
  }

  @Test
  void momentumStandsBeforeMixingAndRulesWithNotes() {
    for (String name : List.of("momentum+nnm+krum", "momentum+fldetector", "momentum+fedavg")) {
      Settings settings =
          settings(name, Map.of("rule.byzantine-count", "1", "rule.momentum.rounds", "3"));
      assertThat(Aggregators.momentum(settings)).contains(new Momentum(3, 0.9));
    }
    assertThat(Aggregators.momentum(settings("skymask", Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "trimmed-mean",
    "mean-around-median",
    "krum",
    "multi-krum",
    "bulyan",
    "dnc",
    "nnm+median"
  })
  void thoseThatNeedFSaySo(String name) {
    assertThatThrownBy(() -> Aggregators.requireUsable(settings(name, Map.of())))
        .hasMessageEndingWith(
            " needs rule.byzantine-count, the number f of Byzantine clients to withstand:"
                + " expected a whole number, 0 or more, found nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multi-krum | m | 0 | a whole number, 1 or more",
        "multi-krum | neighbours | 1.5 | a whole number, 1 or more",
        "krum | neighbours | many | a whole number, 1 or more",
        "geometric-median | iterations | -1 | a whole number, 1 or more",
        "geometric-median | smoothing | 0 | a number, above 0",
        "centred-clipping | radius | -2 | a number, above 0",
        "centred-clipping | iterations | 3000000000 | a whole number, 1 or more",
        "norm-clipping | bound | Infinity | a number, above 0",
        "dnc | iterations | 0 | a whole number, 1 or more",
        "dnc | sample | 0 | a whole number, 1 or more",
        "dnc | filter | 0 | a number, above 0",
      })
  void parametersHaveTheirRanges(String rule, String name, String value, String expected) {
    String key = "rule." + rule + "." + name;
    Settings settings = settings(rule, Map.of("rule.byzantine-count", "1", key, value));
    assertThatThrownBy(() -> Aggregators.requireUsable(settings))
        .hasMessage(key + ": expected " + expected + ", found " + value);
  }

  @Test
  void unknownParametersAreErrors() {
    Settings krum = settings("krum", Map.of("rule.byzantine-count", "1", "rule.krum.m", "3"));
    assertThatThrownBy(() -> Aggregators.requireUsable(krum))
        .hasMessage("rule krum has no parameter m; known: neighbours");
    Settings median = settings("median", Map.of("rule.median.f", "1"));
    assertThatThrownBy(() -> Aggregators.requireUsable(median))
        .hasMessage("rule median has no parameter f; it has none");
    Settings momentum = settings("momentum+median", Map.of("rule.momentum.beta", "1"));
    assertThatThrownBy(() -> Aggregators.requireUsable(momentum))
        .hasMessage("rule.momentum.beta: expected a number, above 0, below 1, found 1");
    Settings buckets = settings("bucketing+median", Map.of("rule.bucketing.size", "0"));
    assertThatThrownBy(() -> Aggregators.requireUsable(buckets))
        .hasMessage("rule.bucketing.size: expected a whole number, 1 or more, found 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule.krumm.neighbours | rule.krumm: there is no rule krumm; did you mean krum?",
        "rule.krum.neighbour | rule krum has no parameter neighbour; did you mean neighbours?",
        "rule.bucketing.sise | pre-aggregation bucketing has no parameter sise; did you mean size?",
        "rule.fedavg.f | rule fedavg has no parameter f; it has none",
        "rule.skymask.f | rule skymask has no parameter f; it has none",
      })
  void parametersOfRulesThatAreNotUsedAreKnownToo(String key, String message) {
    assertThatThrownBy(() -> Aggregators.requireUsable(settings("skymask", Map.of(key, "1"))))
        .isInstanceOf(RoundException.class)
        .hasMessage(message);
  }
}
