package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skymask.model.Quality;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongAxis.Kind;
import org.skymask.report.AlongAxis.Place;
import org.skymask.report.ExperimentResults.Scale;

/** Made-up results along an axis. */
final class Alongs {
  static final List<Place> PLACES =
      List.of(new Place(0.2, "20"), new Place(0.4, "40"), new Place(0.6, "60"));

  private Alongs() {}

  static Scale scale(Quality quality) {
    return new Scale(quality, quality == Quality.ACCURACY ? 10 : 0);
  }

  static AlongAxis axis(boolean fromNobody, List<String> rules, List<Group> groups) {
    return new AlongAxis(
        new Kind("fraction", "malicious fraction", "malicious clients, %"),
        PLACES,
        fromNobody,
        rules,
        groups);
  }

  /** Seven rules, seven attacks, five fractions, three seeds. */
  static AlongAxis large() {
    List<String> rules =
        List.of(
            "FedAvg",
            "FLTrust",
            "Multi-Krum",
            "FLAME",
            "SkyMask (root row)",
            "SkyMask (verified)",
            "SkyMask (remembered)");
    List<String> attacks =
        List.of(
            "label-flip", "sign-flip", "min-max", "trim", "scaled backdoor", "adaptive", "alie");
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      places.add(new Place(0.2 * i, String.valueOf(20 * i)));
    }
    List<Cell> cells = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int attack = 0; attack < attacks.size(); attack++) {
        for (int place = 0; place < 5; place++) {
          Map<Long, Double> bySeed = new TreeMap<>();
          for (long seed = 1; seed <= 3; seed++) {
            double fall = place * (0.16 - 0.022 * rule) * (0.5 + attack / 6.0);
            double noise = 0.03 * Math.sin(7 * rule + 5 * attack + 3 * place + 11 * seed);
            bySeed.put(seed, Math.max(0.02, 0.87 - fall + noise * (1 + place)));
          }
          // Not all is finished.
          if (rule != 3 || attack != 2 || place != 2) {
            cells.add(new Cell(rules.get(rule), attacks.get(attack), true, place, bySeed));
          }
        }
      }
    }
    return new AlongAxis(
        new Kind("fraction", "malicious fraction", "malicious clients, %"),
        places,
        true,
        rules,
        List.of(new Group("silos", cells)));
  }
}
