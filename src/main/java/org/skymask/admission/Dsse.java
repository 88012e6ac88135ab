package org.skymask.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/**
 * A DSSE envelope (Dead Simple Signing Envelope, protocol 1.0) around a manifest, signed with
 * Ed25519.
 *
 * @param payload the manifest's bytes, exactly those that are signed and parsed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Dsse(String payloadType, byte[] payload, List<Signed> signatures) {

  /** A signature and the id of the key that is said to have made it. */
  public record Signed(String keyid, byte[] signature) {}

  /** The payload type of manifests. */
  public static final String PAYLOAD_TYPE = "application/vnd.skymask.update+json";

  private static final int MOST_SIGNATURES = 16;
  private static final String WHAT = "the envelope";

  public Dsse {
    signatures = List.copyOf(signatures);
  }

  /** Signs a manifest. */
  public static Dsse sign(byte[] payload, String keyid, PrivateKey key)
      throws GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(preAuthenticationEncoding(PAYLOAD_TYPE, payload));
    return new Dsse(PAYLOAD_TYPE, payload, List.of(new Signed(keyid, signer.sign())));
  }

  /** The envelope as JSON. */
  public String json() {
    Base64.Encoder base64 = Base64.getEncoder();
    List<String> signed = new ArrayList<>();
    for (Signed signature : signatures) {
      signed.add(
          "{\"keyid\": \"%s\", \"sig\": \"%s\"}"
              .formatted(signature.keyid(), base64.encodeToString(signature.signature())));
    }
    return "{\"payload\": \"%s\", \"payloadType\": \"%s\", \"signatures\": [%s]}\n"
        .formatted(base64.encodeToString(payload), payloadType, String.join(", ", signed));
  }

  /**
   * @throws RefusedException bad-signature where it is no envelope of the right payload type
   */
  static Dsse parse(byte[] content) throws RefusedException {
    JsonNode json = StrictJson.object(content, WHAT, Reason.BAD_SIGNATURE);
    String type = text(json, "payloadType");
    if (!type.equals(PAYLOAD_TYPE)) {
      throw bad("has the payloadType \"" + type + "\", expected \"" + PAYLOAD_TYPE + "\"");
    }
    List<Signed> signatures = new ArrayList<>();
    JsonNode listed = StrictJson.objects(json, "signatures", WHAT, Reason.BAD_SIGNATURE);
    if (listed.size() > MOST_SIGNATURES) {
      throw bad(
          "has " + listed.size() + " signatures, at most " + MOST_SIGNATURES + " are allowed");
    }
    for (JsonNode node : listed) {
      signatures.add(new Signed(text(node, "keyid"), base64(node, "sig")));
    }
    return new Dsse(type, base64(json, "payload"), signatures);
  }

  /** Whether one of the signatures with this key id was made by one of the keys. */
  boolean isSignedBy(String keyid, List<PublicKey> keys) {
    byte[] signed = preAuthenticationEncoding(payloadType, payload);
    return signatures.stream()
        .filter(signature -> signature.keyid().equals(keyid))
        .anyMatch(
            signature -> keys.stream().anyMatch(key -> holds(key, signed, signature.signature())));
  }

  private static boolean holds(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of the wrong length or form.
      return false;
    }
  }

  /** PAE(type, body) of the DSSE protocol: what is signed. */
  static byte[] preAuthenticationEncoding(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + body.length + " ";
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    encoded.writeBytes(body);
    return encoded.toByteArray();
  }

  private static byte[] base64(JsonNode json, String field) throws RefusedException {
    String text = text(json, field);
    boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    try {
      return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw bad("has a " + field + " that is not base64");
    }
  }

  private static String text(JsonNode json, String field) throws RefusedException {
    return StrictJson.text(json, field, WHAT, Reason.BAD_SIGNATURE);
  }

  private static RefusedException bad(String how) {
    return new RefusedException(Reason.BAD_SIGNATURE, "the envelope " + how);
  }
}
