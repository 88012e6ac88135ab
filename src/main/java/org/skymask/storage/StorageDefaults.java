package org.skymask.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Settings in place of those defaults of Hadoop with which a job may not end: it would wait for a
 * NameNode that hangs without end, and for a busy S3 for days.
 */
public final class StorageDefaults {
  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    // An answer of the NameNode; Hadoop's 0 waits as long as the connection stands.
    DEFAULTS.put("ipc.client.rpc-timeout.ms", "60000");
    // Of 20 s each; Hadoop's 45 are a quarter of an hour.
    DEFAULTS.put("ipc.client.connect.max.retries.on.timeouts", "3");
    // Milliseconds without a byte from S3; S3A's are 200000.
    DEFAULTS.put("fs.s3a.connection.timeout", "60000");
    // Tries of a request inside the SDK; S3A's are 20, each with the time-out above.
    DEFAULTS.put("fs.s3a.attempts.maximum", "5");
    // And around them for 503, with pauses that double from half a second: two minutes. S3A's 20
    // are days.
    DEFAULTS.put("fs.s3a.retry.throttle.limit", "8");
    // Otherwise S3A asks for the removal of every directory above each file that it has written.
    // Storages that keep objects as files refuse that, and S3A tries again for minutes.
    DEFAULTS.put("fs.s3a.directory.marker.retention", "keep");
  }

  private StorageDefaults() {}

  /**
   * Those that nobody has chosen a value for, neither here nor in the site's files.
   *
   * @param chosen with Hadoop's own defaults, which do not count as chosen
   */
  public static Map<String, String> missing(Configuration chosen) {
    Map<String, String> missing = new LinkedHashMap<>(DEFAULTS);
    missing.keySet().removeIf(key -> isChosen(chosen, key));
    return missing;
  }

  /** Whether somebody has set a key: a user, or a site's files. */
  static boolean isChosen(Configuration hadoop, String key) {
    String @Nullable [] sources = hadoop.getPropertySources(key);
    return sources != null
        && sources.length > 0
        && !sources[sources.length - 1].endsWith("-default.xml");
  }
}
