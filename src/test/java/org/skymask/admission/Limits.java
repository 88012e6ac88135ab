package org.skymask.admission;

import java.util.Map;
import org.skymask.config.SettingsLoader;
import org.skymask.round.admit.Policies;

/** The limits of a federation that has set none. */
public final class Limits {
  public static final AdmissionLimits DEFAULTS =
      Policies.limits(SettingsLoader.load(null, Map.of()).limits().admission());

  private Limits() {}
}
