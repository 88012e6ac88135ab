package org.skymask.config;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/**
 * Keys of open name spaces that are known to hold no secret. Hadoop's file systems and programs on
 * executors have keys that this project does not know, so every other key below {@code
 * spark.hadoop} and of environment variables counts as a secret.
 */
final class HarmlessKeys {
  private static final String OPEN =
      "spark\\.(?:hadoop|executorEnv|kubernetes\\.driverEnv|yarn\\.appMasterEnv)\\.";

  private static final String ENVIRONMENT =
      "(?:OMP|CUDA|NVIDIA|PYTORCH|MKL|KMP|LD|JAVA|HADOOP|SPARK|SKYMASK)_[A-Z_]+|PATH|TZ|LANG";

  private static final String S3A =
      "fs\\.s3a\\.(?:bucket\\..+\\.)?(?:endpoint|endpoint\\.region|acl\\.default|proxy\\.host"
          + "|buffer\\.dir|fast\\.upload\\.buffer|directory\\.marker\\.retention"
          + "|user\\.agent\\.prefix|change\\.detection\\.[a-z.]+)";

  private static final String HADOOP =
      "fs\\.defaultFS|fs\\.AbstractFileSystem\\.[a-z0-9]+\\.impl|fs\\.[a-z0-9]+\\.impl"
          + "|fs\\.permissions\\.umask-mode|hadoop\\.security\\.authentication"
          + "|hadoop\\.rpc\\.protection|io\\.serializations|dfs\\.nameservices"
          + "|dfs\\.ha\\.namenodes\\.[^.]+|dfs\\.namenode\\.(?:rpc|http|https)-address[^:]*"
          + "|dfs\\.client\\.failover\\.proxy\\.provider\\.[^.]+"
          + "|yarn\\.resourcemanager\\.(?:hostname|address)";

  /** Their values are numbers, durations, sizes and switches. */
  private static final String FIGURES =
      ".*[.-](?:timeout|ms|maximum|minimum|max|min|limit|interval|size|count|retries|threads|port"
          + "|enabled|access|probe|replication|version|disable\\.cache|connect\\.max\\.retries.*)";

  private static final String NAMED = String.join("|", ENVIRONMENT, S3A, HADOOP);

  /** Finds keys that may be secrets for all that is known, where only the key can be looked at. */
  static final String OTHERS = "^" + OPEN + "(?!(?:" + NAMED + "|" + FIGURES + ")$)";

  private static final Pattern OTHER =
      Pattern.compile("^" + OPEN + "(?!(?:" + NAMED + ")$)", CASE_INSENSITIVE);

  private static final Pattern FIGURE =
      Pattern.compile(
          "true|false|-?[0-9]+(?:\\.[0-9]+)?(?:ms|[a-z]|[kmgtp]i?b?)?", CASE_INSENSITIVE);

  private HarmlessKeys() {}

  /** Whether a key is of an open name space, unknown, and its value more than a figure. */
  static boolean lack(String key, String value) {
    return OTHER.matcher(key).find() && !FIGURE.matcher(value).matches();
  }
}
