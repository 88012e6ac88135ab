package org.skymask.config;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/** What must not appear in a record, a log or a report. */
public final class Secrets {

  static final String HIDDEN = "(hidden)";

  private static final String WORDS =
      "secret|passw|passphrase|token|credential|(access|private|account)[._-]?key";

  /** Finds names of secrets, in any case, as Spark's own redaction is told. */
  public static final String REGEX = "(?i)" + WORDS;

  private static final Pattern NAME = Pattern.compile(WORDS, CASE_INSENSITIVE);

  /**
   * A URI with a user before its host, or a bucket with a colon: keys of S3, a / in them or not.
   */
  private static final String CREDENTIALS = "[a-z][a-z0-9+.-]*://[^/\\s]*@|s3[an]?://[^/\\s]*:";

  private static final Pattern LOCATION =
      Pattern.compile("^(" + CREDENTIALS + ")", CASE_INSENSITIVE);

  /** JVM options such as -Djavax.net.ssl.keyStorePassword=…, and URIs with credentials. */
  private static final Pattern VALUE =
      Pattern.compile("(" + WORDS + ")[^\\s=]*=|" + CREDENTIALS, CASE_INSENSITIVE);

  private static final Pattern USER =
      Pattern.compile("(s3[an]?://)\\S*@|([a-z][a-z0-9+.-]*://)[^/\\s]*@", CASE_INSENSITIVE);

  private static final Pattern ASSIGNMENT =
      Pattern.compile("((?:" + WORDS + ")[^\\s=:]*\\s*[=:]\\s*)[^\\s,;&]+", CASE_INSENSITIVE);

  private Secrets() {}

  /** The value, or {@link #HIDDEN} where the key's name or the value itself looks like a secret. */
  static Object hide(String key, Object value) {
    boolean secret = NAME.matcher(key).find() || VALUE.matcher(value.toString()).find();
    return secret ? HIDDEN : value;
  }

  /** A sentence with what looks like a secret in it replaced: messages of other libraries. */
  public static String redacted(String text) {
    return ASSIGNMENT
        .matcher(USER.matcher(text).replaceAll("$1$2" + HIDDEN + "@"))
        .replaceAll("$1" + HIDDEN);
  }

  /** Whether a URI or path of files holds credentials, which would be logged and recorded. */
  static boolean areIn(String location) {
    return LOCATION.matcher(location).find();
  }
}
