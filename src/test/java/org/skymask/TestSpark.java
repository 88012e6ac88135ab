package org.skymask;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark inside the test's own process. */
public final class TestSpark {
  private TestSpark() {}

  public static JavaSparkContext local(int cores) {
    return open("local[" + cores + "]", Map.of());
  }

  public static JavaSparkContext open(String master, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }
}
