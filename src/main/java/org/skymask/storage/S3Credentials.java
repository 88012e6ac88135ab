package org.skymask.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells missing credentials from a refusal by S3: S3A throws the same "permission denied" for both.
 */
public final class S3Credentials {
  /** By name: S3A need not be on the class path, and its versions have one or the other. */
  private static final Set<String> MISSING =
      Set.of(
          "NoAuthWithAWSException",
          "NoAwsCredentialsException",
          "CredentialInitializationException");

  /** In S3A's messages: "No AWS Credentials provided by A B C : …", or "A: …". */
  private static final Pattern PROVIDER = Pattern.compile("[A-Za-z_$][\\w$.]*Provider\\b");

  /** Where the providers of S3A's default chain look. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put(
        "TemporaryAWSCredentialsProvider",
        "fs.s3a.access.key, fs.s3a.secret.key and fs.s3a.session.token");
    PLACES.put("SimpleAWSCredentialsProvider", "fs.s3a.access.key and fs.s3a.secret.key");
    String environment = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment";
    PLACES.put("EnvironmentVariableCredentialsProvider", environment);
    PLACES.put("IAMInstanceCredentialsProvider", "the role of this machine or container");
  }

  private S3Credentials() {}

  /** Whether an error comes from missing credentials. */
  public static boolean areMissing(Throwable thrown) {
    return cause(thrown) != null;
  }

  /**
   * The error as a sentence.
   *
   * @param where what was asked for
   * @param thrown of which {@link #areMissing} is true
   */
  public static String missing(String where, Throwable thrown) {
    Throwable cause = cause(thrown);
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    String looked =
        PROVIDER
            .matcher(message)
            .results()
            .map(provider -> place(provider.group()))
            .distinct()
            .collect(Collectors.joining("; "));
    return where
        + ": no credentials for S3 were found; looked for "
        + (looked.isEmpty() ? message : looked)
        + "; see conf/s3.conf for where they belong";
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (MISSING.contains(cause.getClass().getSimpleName())) {
        return cause;
      }
    }
    return null;
  }

  private static String place(String provider) {
    String name = provider.substring(provider.lastIndexOf('.') + 1);
    return PLACES.getOrDefault(name, name);
  }
}
