package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Spark's configuration: the keys below {@code spark} by their full plain names. */
final class SparkKeys {

  private SparkKeys() {}

  /** Also {@code "spark.a.b"}, one key in quotes. */
  static boolean isSpark(Leaf leaf) {
    return leaf.name().startsWith(KnownKeys.SPARK + ".");
  }

  /**
   * @param file whose spark keys are in the effective configuration; null for none
   * @param overrides the spark keys of -D, above all others
   */
  static SortedMap<String, String> of(
      Config effective, @Nullable Path file, Map<String, String> overrides, Problems problems) {
    if (file != null) {
      LostSparkKeys.check(file, effective, problems);
    }
    SortedMap<String, String> spark = new TreeMap<>(visible(effective, problems));
    spark.putAll(overrides);
    return spark;
  }

  private static Map<String, String> visible(Config effective, Problems problems) {
    Map<String, String> visible = new HashMap<>();
    for (Leaf leaf : Leaf.below(effective.root())) {
      if (isSpark(leaf) && leaf.value().valueType() != ConfigValueType.NULL) {
        String text = Values.scalar(leaf.value());
        if (text == null) {
          problems.add(leaf, leaf.key() + ": expected a single value (lists as \"a,b\")");
        } else if (visible.put(leaf.name(), text) != null) {
          problems.add(leaf, leaf.name() + " is set twice, with and without quotes");
        }
      }
    }
    return visible;
  }
}
