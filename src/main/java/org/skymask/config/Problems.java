package org.skymask.config;

import static java.util.Comparator.comparing;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration, so that all of it is reported at once. */
final class Problems {

  private record Problem(String source, int line, String text) {}

  private final ConfigObject given;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param given what the user wrote, before substitution: places are those of the keys there, not
   *     of the values that a substitution brought in
   */
  Problems(ConfigObject given) {
    this.given = given;
  }

  void add(Leaf leaf, String text) {
    ConfigOrigin origin = origin(leaf);
    // -D has no file and is reported last.
    String source = origin.filename() == null ? "\uffff" : origin.filename();
    problems.add(new Problem(source, origin.lineNumber(), origin.description() + ": " + text));
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          problems.stream()
              .sorted(comparing(Problem::source).thenComparing(Problem::line))
              .map(Problem::text)
              .toList());
    }
  }

  private ConfigOrigin origin(Leaf leaf) {
    try {
      ConfigValue value = descend(given, leaf.path());
      return (value == null ? leaf.value() : value).origin();
    } catch (ConfigException.NotResolved e) {
      // An object above the key is itself a substitution: the value's own place is the nearest.
      return leaf.value().origin();
    }
  }

  /** The value at a path; null where there is none, also because something above is no object. */
  static @Nullable ConfigValue descend(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (String key : path) {
      value = value instanceof ConfigObject object ? object.get(key) : null;
    }
    return value;
  }
}
