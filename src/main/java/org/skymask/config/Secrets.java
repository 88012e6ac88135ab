package org.skymask.config;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/** Finds and hides what must not appear in a record, a log or a report. */
public final class Secrets {

  static final String HIDDEN = "(hidden)";

  /** With Hadoop's own list, the defaults of {@code hadoop.security.sensitive-config-keys}. */
  private static final String WORDS =
      "secret|passw|passphrase|token|credential|keystore[._-]?pass"
          + "|(?:access|private|account|encryption|shared|signing|master|api)[._-]?key"
          + "|[._-]sas[._-]|fs\\.s3a\\..*encryption";

  /** Parameters of signed URLs: of AWS, of Azure, of Google. */
  private static final String SIGNATURE =
      "(?:x-(?:amz|goog)-(?:signature|credential)|signature|sig|awsaccesskeyid|googleaccessid)=";

  /** Finds names of secrets and signed URLs, in any case, as Spark's own redaction is told. */
  public static final String REGEX =
      "(?i)" + WORDS + "|\\b" + SIGNATURE + "|" + HarmlessKeys.OTHERS;

  private static final Pattern NAME = Pattern.compile(WORDS, CASE_INSENSITIVE);

  /** Of a URI; not where Azure's container comes before its host. */
  private static final String SCHEME =
      "(?<![a-z0-9+.-])(?!(?:abfss?|wasbs?)://[^/:@\\s]*@)[a-z][a-z0-9+.-]*://";

  /**
   * A URI with a user before its host, or a bucket with a colon: keys of S3, a / in them or not.
   */
  private static final String CREDENTIALS = SCHEME + "[^/\\s]*@|s3[an]?://[^/\\s]*:";

  private static final Pattern LOCATION =
      Pattern.compile("^(" + CREDENTIALS + ")", CASE_INSENSITIVE);

  /**
   * JVM options such as -Djavax.net.ssl.keyStorePassword=…, URIs with credentials, signed URLs and
   * any others with a query, whose names nobody knows.
   */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:" + WORDS + ")[^\\s=]*=|\\b" + SIGNATURE + "|" + CREDENTIALS + "|https?://\\S*[?#]",
          CASE_INSENSITIVE);

  /** Keys of AWS, tokens (JWT), PEM, and long texts of Base64, which paths are not. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?:AKIA|ASIA)[A-Z0-9]{12,}|eyJ[\\w-]{8,}\\.[\\w.-]+|-----BEGIN [\\s\\S]*"
              + "|(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9+_-][A-Za-z0-9+/_-]{30,}={0,2}");

  private static final Pattern USER =
      Pattern.compile("(s3[an]?://)\\S*@|(" + SCHEME + ")[^/\\s]*@", CASE_INSENSITIVE);

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "((?:(?:" + WORDS + ")[^\\s=:]*\\s*[=:]\\s*|\\b" + SIGNATURE + "))[^\\s,;&]+",
          CASE_INSENSITIVE);

  private static final Pattern HEADER =
      Pattern.compile("\\b((?:bearer|basic)\\s+)[A-Za-z0-9+/=._~-]{8,}", CASE_INSENSITIVE);

  private static final Pattern ACCESS_KEY = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}\\b");

  private static final Pattern PATH =
      Pattern.compile("^(https?://[^/\\s]+)/+[^/\\s].*", CASE_INSENSITIVE);

  private Secrets() {}

  /**
   * The value, or {@link #HIDDEN} where the key's name or the value itself looks like a secret, or
   * nobody knows that the key holds none.
   */
  static Object hide(String key, Object value) {
    String text = value.toString();
    boolean secret =
        NAME.matcher(key).find()
            || VALUE.matcher(text).find()
            || HarmlessKeys.lack(key, text)
            || isOpen(key) && KEY.matcher(text).matches();
    if (secret) {
      return HIDDEN;
    }
    return key.startsWith("observe.") && value instanceof String ? withoutPath(text) : value;
  }

  /** An observer's URL as it may be shown: some services put a token into its path. */
  public static String withoutPath(String url) {
    return PATH.matcher(url).replaceAll("$1/" + HIDDEN);
  }

  /** Not one of the keys whose meaning the program knows. */
  private static boolean isOpen(String key) {
    return key.startsWith(KnownKeys.SPARK + ".") || key.startsWith(KnownKeys.RULE + ".");
  }

  /** A message of another library, with everything that looks like a secret replaced. */
  public static String redacted(String text) {
    String told = USER.matcher(text).replaceAll("$1$2" + HIDDEN + "@");
    told = HEADER.matcher(told).replaceAll("$1" + HIDDEN);
    told = ASSIGNMENT.matcher(told).replaceAll("$1" + HIDDEN);
    return ACCESS_KEY.matcher(told).replaceAll(HIDDEN);
  }

  /** Whether a URI or path of files holds credentials, which would be logged and recorded. */
  static boolean areIn(String location) {
    return LOCATION.matcher(location).find();
  }
}
