package org.skymask.simulate.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The splits by name, with their parameters. */
public final class Splits {
  private Splits() {}

  /** What {@code split} may say. */
  public static List<String> names() {
    return List.of("label-bias", "dirichlet", "shards", "silos", "iid");
  }

  /**
   * @param parameters by name, as the experiment file has them
   * @throws IllegalArgumentException that says which names, parameters and ranges there are
   */
  public static Split of(String name, Map<String, Object> parameters) {
    return switch (name) {
      case "label-bias" -> new LabelBias(number(name, parameters, "q"));
      case "dirichlet" -> new Dirichlet(number(name, parameters, "alpha"));
      case "shards" -> new LabelShards((int) number(name, parameters, "shards"));
      case "silos" -> {
        none(name, parameters);
        yield new Silos();
      }
      case "iid" -> {
        none(name, parameters);
        yield new Even();
      }
      default ->
          throw new IllegalArgumentException(
              "split = " + name + " is not a split; there are " + String.join(", ", names()));
    };
  }

  private static double number(String split, Map<String, Object> parameters, String parameter) {
    only(split, parameters, Set.of(parameter));
    if (!(parameters.get(parameter) instanceof Number number)) {
      throw new IllegalArgumentException(
          split + " needs the number " + parameter + ", found " + parameters.get(parameter));
    }
    return number.doubleValue();
  }

  private static void none(String split, Map<String, Object> parameters) {
    only(split, parameters, Set.of());
  }

  private static void only(String split, Map<String, Object> parameters, Set<String> known) {
    TreeSet<String> others = new TreeSet<>(parameters.keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          split
              + " has no parameter "
              + others.first()
              + (known.isEmpty() ? "; it has none" : "; known: " + String.join(", ", known)));
    }
  }
}
