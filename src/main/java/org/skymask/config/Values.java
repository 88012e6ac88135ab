package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Coded;
import org.skymask.named.Allowed;

/**
 * Reads keys of a resolved configuration as numbers, sizes and texts in their ranges. What is wrong
 * goes to the problems, and a placeholder comes back.
 */
final class Values {

  private final Config config;
  private final Problems problems;
  private final SortedMap<String, Object> typed = new TreeMap<>();
  private final SortedSet<String> read = new TreeSet<>();

  Values(Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  /** The values read so far, by key; keys without a value left out. */
  SortedMap<String, Object> typed() {
    return Collections.unmodifiableSortedMap(typed);
  }

  /** The keys asked for so far. */
  SortedSet<String> keysRead() {
    return Collections.unmodifiableSortedSet(read);
  }

  String text(String key) {
    return read(key, "a text that is not empty", "", text -> text.isBlank() ? null : text);
  }

  /** Null where the key is null. */
  @Nullable String optional(String key) {
    ConfigValue value = find(key);
    boolean unset = value != null && value.valueType() == ConfigValueType.NULL;
    return unset ? null : text(key);
  }

  /** A URI or path of files. */
  String location(String key) {
    return withoutCredentials(key, text(key));
  }

  /** Null where the key is null. */
  @Nullable String optionalLocation(String key) {
    String location = optional(key);
    return location == null ? null : withoutCredentials(key, location);
  }

  private String withoutCredentials(String key, String location) {
    ConfigValue value = find(key);
    return value != null && Secrets.areIn(location)
        ? problem(
            key,
            value,
            "a path or a URI without credentials (conf/s3.conf says where they belong)",
            "")
        : location;
  }

  /** The address of a server, without a slash at its end; null where the key is null. */
  @Nullable String optionalUrl(String key) {
    ConfigValue value = find(key);
    boolean unset = value != null && value.valueType() == ConfigValueType.NULL;
    return unset
        ? null
        : read(
            key,
            "an http or https URL without credentials",
            "",
            text -> isUrl(text) ? text.replaceAll("/+$", "") : null);
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  String oneOf(String key, String... names) {
    return read(key, Allowed.words(names), String.class, "");
  }

  /** One of the values that have codes. */
  <E extends Enum<E> & Coded> E oneOf(String key, Class<E> type) {
    List<String> codes = Coded.codes(type);
    Allowed allowed = Allowed.words(codes.toArray(String[]::new));
    return Coded.of(type, read(key, allowed, String.class, codes.get(0)));
  }

  List<String> someOf(String key, List<String> names) {
    String expected = "a list of some of " + String.join(", ", names);
    if (!(find(key) instanceof ConfigList list)) {
      return read(key, expected, List.of(), text -> null);
    }
    List<String> texts = list.stream().map(value -> String.valueOf(value.unwrapped())).toList();
    if (texts.isEmpty() || !names.containsAll(texts)) {
      return problem(key, list, expected, List.of());
    }
    typed.put(key, texts);
    return texts;
  }

  int whole(String key, Allowed allowed) {
    return read(key, allowed, Integer.class, 1);
  }

  long integer(String key) {
    return read(
        key, "a whole number of 64 bits", 0L, text -> new BigDecimal(text).longValueExact());
  }

  double number(String key, Allowed allowed) {
    return read(key, allowed, Double.class, 0.0);
  }

  private <T> T read(String key, Allowed allowed, Class<T> type, T placeholder) {
    return read(key, allowed.expected(), placeholder, text -> type.cast(allowed.read(text)));
  }

  /** A size in bytes: a whole number, or one with a unit of HOCON. */
  long bytes(String key, long most) {
    String range = most == Long.MAX_VALUE ? "1 byte or more" : "1 to " + most + " bytes";
    return read(
        key,
        "a size such as 512 MiB, " + range,
        1L,
        text -> {
          long bytes = config.getBytes(key);
          return bytes >= 1 && bytes <= most ? (Long) bytes : null;
        });
  }

  /** A length of time, recorded as ISO 8601 writes it. */
  Duration duration(String key, Duration least) {
    Duration duration =
        read(
            key,
            Durations.EXPECTED + ", " + Durations.text(least) + " or more",
            least,
            text -> {
              Duration given = Durations.parse(text);
              return given != null && given.compareTo(least) >= 0 ? given : null;
            });
    typed.computeIfPresent(key, (name, value) -> value.toString());
    return duration;
  }

  private <T> T read(
      String key, String expected, T placeholder, Function<String, @Nullable T> parser) {
    ConfigValue value = find(key);
    if (value == null) {
      // Something above the key is no block: that is reported where unknown keys are.
      return placeholder;
    }
    T parsed = parse(value, parser);
    if (parsed == null) {
      return problem(key, value, expected, placeholder);
    }
    typed.put(key, parsed);
    return parsed;
  }

  private static <T> @Nullable T parse(ConfigValue value, Function<String, @Nullable T> parser) {
    String text = scalar(value);
    try {
      return text == null ? null : parser.apply(text);
    } catch (ArithmeticException | NumberFormatException | ConfigException e) {
      // No number, or no whole one; a unit that HOCON does not have.
      return null;
    }
  }

  private <T> T problem(String key, ConfigValue value, String expected, T placeholder) {
    String found = value.render(ConfigRenderOptions.concise());
    problems.add(
        new Leaf(ConfigUtil.splitPath(key), value),
        key + ": expected " + expected + ", found " + Secrets.hide(key, found));
    return placeholder;
  }

  private @Nullable ConfigValue find(String key) {
    read.add(key);
    return Problems.descend(config.root(), ConfigUtil.splitPath(key));
  }

  /** A string, number or Boolean as it was written; null for anything else. */
  static @Nullable String scalar(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> value.atKey("value").getString("value");
      default -> null;
    };
  }
}
