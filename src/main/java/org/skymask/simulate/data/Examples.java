package org.skymask.simulate.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.skymask.model.LabelledData;

/**
 * A dataset before it falls to clients.
 *
 * @param silos [examples] whom each belongs to; empty where the data do not say
 */
public record Examples(LabelledData data, List<String> silos) {

  public Examples {
    silos = List.copyOf(silos);
    if (!silos.isEmpty() && silos.size() != data.size()) {
      throw new IllegalArgumentException(silos.size() + " silos for " + data.size() + " examples");
    }
  }

  /** Examples that no silo claims. */
  public static Examples of(LabelledData data) {
    return new Examples(data, List.of());
  }

  public int size() {
    return data.size();
  }

  /** These rows, in this order. */
  public Examples take(int[] rows) {
    List<String> taken =
        silos.isEmpty() ? silos : Arrays.stream(rows).mapToObj(silos::get).toList();
    return new Examples(Rows.take(data, rows), taken);
  }

  /** One after the other; silos are kept where both have them. */
  Examples and(Examples other) {
    boolean known = !silos.isEmpty() && !other.silos.isEmpty();
    return new Examples(
        Rows.join(data, other.data()),
        known ? Stream.concat(silos.stream(), other.silos.stream()).toList() : List.of());
  }
}
