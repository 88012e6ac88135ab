package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Signs a federation's uploads, each by a key of its own. */
final class Signatures {
  private static final String TYPE = "application/vnd.skymask.update+json";

  private Signatures() {}

  /**
   * Replaces the manifests of a round by signed ones.
   *
   * @param keys directory for the public keys
   */
  static void sign(TestFederation federation, int round, Path keys)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(keys);
    Path uploads = federation.client(round, "any").getParent();
    List<Path> clients;
    try (Stream<Path> directories = Files.list(uploads)) {
      clients = directories.toList();
    }
    for (Path client : clients) {
      String id = client.getFileName().toString().substring("client=".length());
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      Files.writeString(
          keys.resolve(id + ".pem"),
          "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
      Path plain = client.resolve("_manifest.json");
      String envelope = envelope(id, Files.readAllBytes(plain), pair);
      Files.writeString(client.resolve("_manifest.dsse.json"), envelope);
      Files.delete(plain);
    }
  }

  private static String envelope(String id, byte[] payload, KeyPair pair)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    String head = "DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ";
    signed.write(head.getBytes(UTF_8));
    signed.write(payload);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed.toByteArray());
    ObjectNode envelope = new ObjectMapper().createObjectNode();
    envelope.put("payloadType", TYPE);
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    envelope
        .putArray("signatures")
        .addObject()
        .put("keyid", id)
        .put("sig", Base64.getEncoder().encodeToString(signature.sign()));
    return envelope.toString();
  }
}
