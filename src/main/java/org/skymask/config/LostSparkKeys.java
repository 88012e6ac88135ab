package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses spark keys that HOCON loses. Spark has names that continue others ({@code
 * spark.hadoop.fs.s3a.endpoint} and {@code ….endpoint.region}); in HOCON a key is either a value or
 * a block, and the later of the two replaces the earlier without a word.
 */
final class LostSparkKeys {
  private final Config effective;
  private final SortedMap<String, Leaf> set = new TreeMap<>();
  private final Set<Path> opened = new HashSet<>();

  private LostSparkKeys(Config effective) {
    this.effective = effective;
  }

  /**
   * @param file with its includes
   * @param effective where substitutions look
   */
  static void check(Path file, Config effective, Problems problems) {
    LostSparkKeys keys = new LostSparkKeys(effective);
    keys.open(file, List.of());
    keys.set.values().forEach(leaf -> keys.check(leaf, problems));
  }

  private void check(Leaf leaf, Problems problems) {
    List<String> path = leaf.path();
    IntStream.range(1, path.size())
        .mapToObj(length -> set.get(Leaf.key(path.subList(0, length))))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            continued ->
                problems.add(
                    leaf,
                    leaf.key()
                        + ": "
                        + continued.key()
                        + " is set too, and HOCON keeps only one of them: quote the key, \""
                        + leaf.name()
                        + "\" = …"));
  }

  private void open(Path file, List<String> block) {
    if (opened.add(file.toAbsolutePath().normalize())) {
      FieldScan.of(file, block, new Fields(file));
    }
  }

  /** What is set below spark, and what a null takes away. */
  private final class Fields implements FieldScan.Listener {
    private final Path file;

    Fields(Path file) {
      this.file = file;
    }

    @Override
    public void value(List<String> path, String text, int line) {
      ConfigValue value = resolved(text);
      if (value == null || !path.get(0).equals(KnownKeys.SPARK)) {
        return;
      }
      ConfigValue placed =
          value.withOrigin(ConfigOriginFactory.newFile(file.toString()).withLineNumber(line));
      for (Leaf leaf : Leaf.below(placed.atPath(Leaf.key(path)).root())) {
        if (leaf.value().valueType() == ConfigValueType.NULL) {
          set.values().removeIf(other -> (other.key() + ".").startsWith(leaf.key() + "."));
        } else {
          set.put(leaf.key(), leaf);
        }
      }
    }

    /** Null where a substitution that may be missing is. */
    private @Nullable ConfigValue resolved(String text) {
      try {
        return ConfigFactory.parseString("value : " + text)
            .resolveWith(effective, ConfigResolveOptions.defaults().setAllowUnresolved(true))
            .root()
            .get("value");
      } catch (ConfigException e) {
        // A value that refers to its own key, or the like: some value it is.
        return ConfigValueFactory.fromAnyRef(text);
      }
    }

    @Override
    public void include(List<String> block, String what) {
      FileIncluder.found(file, what)
          .filter(found -> !found.toString().endsWith(".properties"))
          .ifPresent(found -> open(found, block));
    }
  }
}
