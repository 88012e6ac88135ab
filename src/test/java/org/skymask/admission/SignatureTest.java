package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

@SuppressWarnings("NullAway.Init")
class SignatureTest {
  /** RFC 8032, section 7.1, TEST 1: a key that everybody knows. */
  private static final String PKCS8 =
      "302e020100300506032b657004220420"
          + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  @TempDir Path directory;
  private Path keys;
  private KeyPair pair;

  @BeforeEach
  void makeKeys() throws Exception {
    keys = Files.createDirectory(directory.resolve("keys"));
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    install("site-a.pem", pair.getPublic());
  }

  private void install(String name, PublicKey... published) throws IOException {
    StringBuilder pem = new StringBuilder("any text\n");
    for (PublicKey key : published) {
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
      pem.append("-----BEGIN PUBLIC KEY-----\n").append(base64);
      pem.append("\n-----END PUBLIC KEY-----\n");
    }
    Files.writeString(keys.resolve(name), pem);
  }

  private static KeyPair fresh() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private TrustedKeys trusted() throws IOException {
    return TrustedKeys.load(Local.raw(), Local.path(keys));
  }

  private Admission admit(Path upload) throws IOException {
    AdmissionPolicy policy = Upload.policy(Limits.DEFAULTS, trusted());
    return new UploadAdmission(policy, new float[Upload.LAYOUT.valueCount()])
        .admit(Local.raw(), Local.path(upload));
  }

  private static Upload right() {
    return Upload.of("site-a", Upload.values(3));
  }

  private void refused(Path upload, Reason reason, String detail) throws IOException {
    UploadAdmissionTest.assertRefused(admit(upload), reason, detail);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SignatureTest.class.getResourceAsStream("/dsse/" + name))) {
      return in.readAllBytes();
    }
  }

  @Test
  void theCanonicalVectorHoldsBothWays() throws Exception {
    byte[] manifest = resource("manifest.json");
    Files.write(keys.resolve("site-a.pem"), resource("site-a.pem"));
    Dsse envelope = Dsse.parse(resource("envelope.json"));
    assertThat(envelope.payload()).isEqualTo(manifest);
    SignatureCheck.check(trusted(), "site-a", envelope);

    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(PKCS8)));
    Dsse ours = Dsse.sign(manifest, "site-a", key);
    assertThat(ours.signatures().get(0).signature())
        .isEqualTo(envelope.signatures().get(0).signature());
    assertThat(Dsse.parse(ours.json().getBytes(StandardCharsets.UTF_8)).payload())
        .isEqualTo(manifest);
  }

  /** The example of the DSSE protocol's specification. */
  @Test
  void thePreAuthenticationEncodingIsTheProtocols() {
    byte[] encoded =
        Dsse.preAuthenticationEncoding(
            "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
    assertThat(encoded)
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void signedUploadsAreAdmitted() throws Exception {
    Upload upload = right();
    Path path = upload.writeSigned(directory, "site-a", "site-a", pair.getPrivate());
    Admitted admitted = (Admitted) admit(path);
    assertThat(admitted.manifestSha256())
        .isEqualTo(Upload.sha256(Files.readAllBytes(path.resolve("_manifest.dsse.json"))));
  }

  @Test
  void withoutConfiguredKeysAnEnvelopeIsOpenedUnchecked() throws Exception {
    Path path = right().writeSigned(directory, "site-a", "site-a", fresh().getPrivate());
    assertThat(Upload.admission().admit(Local.raw(), Local.path(path)))
        .isInstanceOf(Admitted.class);
  }

  @Test
  void unsignedUploadsAreRefused() throws Exception {
    refused(right().write(directory, "site-a"), Reason.BAD_SIGNATURE, "unsigned");
  }

  @Test
  void foreignSignaturesAreRefused() throws Exception {
    KeyPair other = fresh();
    install("site-b.pem", other.getPublic());
    refused(
        right().writeSigned(directory, "site-a", "site-a", other.getPrivate()),
        Reason.BAD_SIGNATURE,
        "does not match");
    refused(
        right().writeSigned(directory, "site-a", "site-b", other.getPrivate()),
        Reason.BAD_SIGNATURE,
        "expected a signature with the keyid site-a");
    Upload unknown = Upload.of("site-c", Upload.values(3));
    refused(
        unknown.writeSigned(directory, "site-c", "site-c", other.getPrivate()),
        Reason.UNKNOWN_KEY,
        "site-c.pem");
  }

  @Test
  void theManifestInsideIsHeldAgainstTheRound() throws Exception {
    Upload replayed = right();
    replayed.manifest.put("round", 6);
    refused(
        replayed.writeSigned(directory, "site-a", "site-a", pair.getPrivate()),
        Reason.WRONG_ROUND,
        "expected 7");
    Upload copied = right();
    copied.manifest.put("client", "site-b");
    refused(
        copied.writeSigned(directory, "site-a", "site-a", pair.getPrivate()),
        Reason.CLIENT_MISMATCH,
        "expected site-a");
  }

  @Test
  void everyChangedByteOfThePayloadIsNoticed() throws Exception {
    byte[] manifest = right().manifestBytes();
    Dsse signed = Dsse.sign(manifest, "site-a", pair.getPrivate());
    for (int i = 0; i < manifest.length; i++) {
      byte[] changed = manifest.clone();
      changed[i] ^= 1;
      Dsse forged = new Dsse(signed.payloadType(), changed, signed.signatures());
      assertThatThrownBy(() -> SignatureCheck.check(trusted(), "site-a", forged))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    }
  }

  @Test
  void malformedEnvelopesAreRefused() throws Exception {
    String right = Dsse.sign(right().manifestBytes(), "site-a", pair.getPrivate()).json();
    for (String wrong :
        new String[] {
          "",
          "{}",
          right.replace("update+json", "other+json"),
          right.replace("\"payload\": \"", "\"payload\": \"*"),
          right.replace("\"sig\": \"", "\"sig\": \"AAAA"),
          right.replaceAll("\"sig\": \"[^\"]*\"", "\"sig\": \"\""),
          right.replaceAll("\\[.*]", "[]"),
          right.replaceAll("\\[(.*)]", "[" + "$1,".repeat(20) + "$1]"),
          right.replace("payloadType", "type"),
          right + right
        }) {
      byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
      refused(
          right().write(directory, "site-a", "_manifest.dsse.json", bytes),
          Reason.BAD_SIGNATURE,
          "");
    }
  }

  @Test
  void aClientMayHaveSeveralKeys() throws Exception {
    KeyPair second = fresh();
    KeyPair third = fresh();
    install("site-a.2027.pem", second.getPublic(), third.getPublic());
    for (KeyPair each : new KeyPair[] {pair, second, third}) {
      Path path = right().writeSigned(directory, "site-a", "site-a", each.getPrivate());
      assertThat(admit(path)).isInstanceOf(Admitted.class);
    }
    Files.delete(keys.resolve("site-a.pem"));
    Path path = right().writeSigned(directory, "site-a", "site-a", pair.getPrivate());
    refused(path, Reason.BAD_SIGNATURE, "does not match");
  }

  @Test
  void revocationTakesAllKeysOfAClient() throws Exception {
    Files.createFile(keys.resolve("site-a.revoked"));
    Path path = right().writeSigned(directory, "site-a", "site-a", pair.getPrivate());
    refused(path, Reason.UNKNOWN_KEY, "revoked");
  }

  @Test
  void keysTravelToOtherMachines() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Upload.policy(Limits.DEFAULTS, trusted()));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      AdmissionPolicy policy = (AdmissionPolicy) in.readObject();
      assertThat(policy.keys().of("site-a")).containsExactly(pair.getPublic());
      assertThat(policy.limits()).isEqualTo(Limits.DEFAULTS);
    }
  }

  @Test
  void aDirectoryOfKeysMustHoldPublicEd25519Keys() throws Exception {
    Files.writeString(
        keys.resolve("site-b.pem"),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(this::trusted).hasMessageContainingAll("site-b.pem", "PRIVATE KEY");
    install("site-b.pem", KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic());
    assertThatThrownBy(this::trusted).hasMessageContainingAll("site-b.pem", "Ed25519");
    Files.writeString(keys.resolve("site-b.pem"), "no key");
    assertThatThrownBy(this::trusted).hasMessageContainingAll("site-b.pem", "openssl");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> TrustedKeys.load(Local.raw(), Local.path(empty)))
        .hasMessageContaining("holds no keys");
  }
}
