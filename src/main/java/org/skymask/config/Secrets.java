package org.skymask.config;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/** What must not appear in a record, a log or a report. */
final class Secrets {

  static final String HIDDEN = "(hidden)";

  private static final String WORDS =
      "secret|passw|passphrase|token|credential|(access|private|account)[._-]?key";

  private static final Pattern NAME = Pattern.compile(WORDS, CASE_INSENSITIVE);

  /** JVM options such as -Djavax.net.ssl.keyStorePassword=…, and URIs with user:password@. */
  private static final Pattern VALUE =
      Pattern.compile("(" + WORDS + ")[^\\s=]*=|//[^/\\s@]*:[^/\\s@]*@", CASE_INSENSITIVE);

  private Secrets() {}

  /** The value, or {@link #HIDDEN} where the key's name or the value itself looks like a secret. */
  static Object hide(String key, Object value) {
    boolean secret = NAME.matcher(key).find() || VALUE.matcher(value.toString()).find();
    return secret ? HIDDEN : value;
  }
}
