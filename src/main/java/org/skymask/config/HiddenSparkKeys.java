package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds spark keys that HOCON loses. Spark has names that continue others ({@code
 * spark.hadoop.fs.s3a.endpoint} and {@code ….endpoint.region}); in HOCON a key is either a value or
 * a block, and the later of the two replaces the earlier without a word. So the file is read again
 * and again, each time up to the end of one more field, and what was once set stays. Not found is
 * what gets lost within a file that is included inside the {@code spark} block.
 */
final class HiddenSparkKeys {

  private static final Pattern MENTION = Pattern.compile(KnownKeys.SPARK + "|include");
  private static final int MAX_DEPTH = 8;

  private final Config effective;
  private final SortedMap<String, String> found = new TreeMap<>();
  private final Set<Path> seen = new HashSet<>();

  private HiddenSparkKeys(Config effective) {
    this.effective = effective;
  }

  /**
   * The spark keys that the file ever sets, hidden ones with those still visible.
   *
   * @param effective where substitutions look
   */
  static SortedMap<String, String> in(Path file, Config effective) {
    HiddenSparkKeys keys = new HiddenSparkKeys(effective);
    keys.replay(file);
    return keys.found;
  }

  private void replay(Path file) {
    if (!seen.add(file.toAbsolutePath().normalize())) {
      return;
    }
    String text = read(file);
    Matcher mention = MENTION.matcher(text);
    if (mention.find()) {
      // A field of HOCON ends at a line's end, a comma, or its block's end.
      IntStream.rangeClosed(mention.end(), text.length())
          .filter(end -> end == text.length() || ",\n".indexOf(text.charAt(end)) >= 0)
          .mapToObj(end -> parse(text.substring(0, end), file))
          .forEach(this::note);
    }
  }

  /** Null where the text stops inside a value. */
  private @Nullable Config parse(String start, Path file) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setIncluder(new ReplayingIncluder(file));
    int open = (int) (count(start, '{') - count(start, '}'));
    // Braces in comments and strings are counted too, so the guess may be wrong.
    return IntStream.concat(IntStream.of(Math.max(open, 0)), IntStream.rangeClosed(0, MAX_DEPTH))
        .mapToObj(depth -> tryToParse(start + "\n" + "}".repeat(depth), options))
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Config tryToParse(String text, ConfigParseOptions options) {
    try {
      return ConfigFactory.parseString(text, options)
          .resolveWith(effective, ConfigResolveOptions.defaults().setAllowUnresolved(true));
    } catch (ConfigException e) {
      return null;
    }
  }

  private void note(@Nullable Config snapshot) {
    if (snapshot == null || !snapshot.isResolved()) {
      return;
    }
    for (Leaf leaf : Leaf.below(snapshot.root())) {
      String text = SparkKeys.isSpark(leaf) ? Values.scalar(leaf.value()) : null;
      if (text != null) {
        found.put(leaf.name(), text);
      } else if (leaf.value().valueType() == ConfigValueType.NULL) {
        found.keySet().removeIf(name -> (name + ".").startsWith(leaf.name() + "."));
      }
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** Includes next to the including file, as the library does it for files but not for strings. */
  private final class ReplayingIncluder implements ConfigIncluder {

    private final Path includedBy;

    ReplayingIncluder(Path includedBy) {
      this.includedBy = includedBy;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      Optional<Path> file = FileIncluder.found(includedBy, what);
      file.filter(candidate -> !what.endsWith(".properties"))
          .ifPresent(HiddenSparkKeys.this::replay);
      return file.map(
              found ->
                  ConfigFactory.parseFile(
                      found.toFile(),
                      context.parseOptions().setIncluder(new ReplayingIncluder(found))))
          .orElseGet(ConfigFactory::empty)
          .root();
    }
  }
}
