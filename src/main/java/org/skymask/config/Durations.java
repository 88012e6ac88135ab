package org.skymask.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: HOCON's {@code 12h}, {@code 7 days}, or ISO 8601's. */
public final class Durations {
  /** For messages. */
  public static final String EXPECTED = "a duration such as 7d, 12h or PT36H";

  private Durations() {}

  /** Null where the text is none; a number needs its unit. */
  public static @Nullable Duration parse(String text) {
    try {
      if (text.startsWith("P")) {
        return Duration.parse(text);
      }
      return text.chars().anyMatch(Character::isLetter)
          ? ConfigValueFactory.fromAnyRef(text).atKey("duration").getDuration("duration")
          : null;
    } catch (ConfigException | DateTimeParseException e) {
      return null;
    }
  }

  /** {@code 7d}, {@code 36h}, {@code 90m}: in its largest whole unit; otherwise ISO 8601's. */
  public static String text(Duration duration) {
    if (duration.isZero() || duration.getSeconds() % 60 != 0 || duration.getNano() != 0) {
      return duration.toString();
    }
    if (duration.toMinutes() % 60 != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHours() % 24 != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
  }
}
