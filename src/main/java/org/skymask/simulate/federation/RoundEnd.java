package org.skymask.simulate.federation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.skymask.model.Outcome;

/** How a round of a simulated federation ended. */
public enum RoundEnd {
  /** {@link Outcome#COMMITTED}. */
  COMMITTED,
  /** {@link Outcome#REJECTED}. */
  REJECTED,
  /** {@link Outcome#CARRIED}: the rule or the gate rejected the round. */
  CARRIED,
  /** There is no new version, because too few uploads were admitted. */
  NO_QUORUM;

  /** As it stands in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The end with this code.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static RoundEnd of(String code) {
    return Arrays.stream(values())
        .filter(end -> end.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "outcome is "
                        + code
                        + ", expected "
                        + Arrays.stream(values())
                            .map(RoundEnd::code)
                            .collect(Collectors.joining(", "))));
  }
}
