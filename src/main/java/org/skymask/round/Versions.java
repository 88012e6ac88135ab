package org.skymask.round;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;

/** Versions of what makes a model. */
public final class Versions {
  private Versions() {}

  /** By name, sorted. */
  public static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("skymask", product());
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("java", String.valueOf(Runtime.version()));
    return versions;
  }

  /** {@code skymask-spark/<version>}. */
  public static String createdBy() {
    return "skymask-spark/" + product();
  }

  private static String product() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
