package org.skymask.admission;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.skymask.model.RefusedException;

/** Jazzer's target: any bytes as an envelope are opened or refused; none is a forged signature. */
public final class EnvelopeFuzzer {
  /** RFC 8032, section 7.1, TEST 1. */
  private static final String KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  /** The seed signs a payload that begins so; Jazzer does not hold the private key. */
  private static final byte[] SIGNED =
      "{\"format\": \"skymask-update/1\"".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private EnvelopeFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) throws GeneralSecurityException {
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(KEY)));
    try {
      Dsse envelope = Dsse.parse(input);
      byte[] payload = envelope.payload();
      boolean known =
          payload.length >= SIGNED.length
              && Arrays.equals(Arrays.copyOf(payload, SIGNED.length), SIGNED);
      if (envelope.isSignedBy("site-a", List.of(key)) && !known) {
        throw new IllegalStateException("a signature that nobody made");
      }
    } catch (RefusedException e) {
      if (e.detail().isBlank()) {
        throw new IllegalStateException("a refusal without a detail");
      }
    }
  }
}
