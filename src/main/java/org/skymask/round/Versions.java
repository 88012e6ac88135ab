package org.skymask.round;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;

/** Versions of the software that a model depends on. */
public final class Versions {
  private static final Properties BUILD = build();

  /** What is told as the build knows it. */
  private static final List<String> LIBRARIES =
      List.of(
          "dl4j",
          "djl",
          "tribuo",
          "parquet",
          "jackson",
          "config",
          "picocli",
          "aws-sdk",
          "aws-sdk-v1");

  private static final String ND4J_CPU = "org/nd4j/linalg/cpu/nativecpu/";

  private Versions() {}

  /**
   * By name, sorted: the product and the commit that it was built from (left out where the build
   * did not know), what it was built with, and what it runs on.
   */
  public static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("skymask", product());
    if (!built("commit").isEmpty()) {
      boolean changed = built("changed").equals("true");
      versions.put("commit", built("commit") + (changed ? " with changes" : ""));
    }
    // Not every build has all of them.
    LIBRARIES.stream()
        .filter(name -> !built(name).isEmpty())
        .forEach(name -> versions.put(name, built(name)));
    versions.put("nd4j", built("nd4j") + " (" + nd4jBackend() + ")");
    versions.put("libtorch", built("libtorch") + " (" + libtorchBuild() + ")");
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("java", String.valueOf(Runtime.version()));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  /** {@code skymask-spark/<version>}. */
  public static String createdBy() {
    return "skymask-spark/" + product();
  }

  private static String product() {
    return built("skymask");
  }

  private static String built(String name) {
    return BUILD.getProperty(name, "");
  }

  /** Found by the libraries on the class path, because asking ND4J would load them. */
  private static String nd4jBackend() {
    if (isThere("org/nd4j/linalg/jcublas/JCublasBackend.class")) {
      return "CUDA";
    }
    String onednn = ND4J_CPU + "bindings/linux-x86_64-onednn-avx2/libnd4jcpu.so";
    return isThere(onednn) ? "CPU, oneDNN with AVX2" : "CPU";
  }

  private static String libtorchBuild() {
    if (System.getenv("PYTORCH_LIBRARY_PATH") != null) {
      return "another, of PYTORCH_LIBRARY_PATH";
    }
    return isThere("pytorch/cpu/linux-x86_64/libtorch_cpu.so") ? "CPU" : "not in the jar";
  }

  private static boolean isThere(String resource) {
    return Versions.class.getClassLoader().getResource(resource) != null;
  }

  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/org/skymask/versions.properties")) {
      if (in == null) {
        throw new IllegalStateException("versions.properties is not where the classes are");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
