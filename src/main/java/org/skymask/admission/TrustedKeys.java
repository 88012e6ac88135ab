package org.skymask.admission;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The valid Ed25519 keys, by client.
 *
 * <p>They stand in one directory, as SPKI in PEM ({@code openssl pkey -pubout}): {@code
 * <client>.pem}, and for rotation any number more as {@code <client>.<anything>.pem} or as further
 * blocks in one file; each of a client's keys is valid. To revoke one key, remove its block or file
 * (or rename the file so that it does not end in {@code .pem}). An empty file {@code
 * <client>.revoked} revokes all keys of a client, those added later included, until it is removed.
 */
public final class TrustedKeys implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_FILE = 1 << 16;
  private static final String REVOKED = ".revoked";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private final boolean configured;
  private final Map<String, List<PublicKey>> keys;
  private final Set<String> revoked;

  private TrustedKeys(boolean configured, Map<String, List<PublicKey>> keys, Set<String> revoked) {
    this.configured = configured;
    this.keys = new HashMap<>(keys);
    this.revoked = new HashSet<>(revoked);
  }

  /** No keys are configured: uploads need no signature, and those they have are not checked. */
  public static TrustedKeys none() {
    return new TrustedKeys(false, Map.of(), Set.of());
  }

  /** Reads the keys from a directory. */
  public static TrustedKeys load(FileSystem fs, Path directory) throws IOException {
    Map<String, List<PublicKey>> keys = new HashMap<>();
    Set<String> revoked = new HashSet<>();
    for (FileStatus status : fs.listStatus(directory)) {
      String name = status.getPath().getName();
      if (name.endsWith(REVOKED)) {
        revoked.add(name.substring(0, name.length() - REVOKED.length()));
      } else if (name.endsWith(".pem") && !name.startsWith(".")) {
        String client = name.substring(0, name.indexOf('.'));
        keys.computeIfAbsent(client, c -> new ArrayList<>()).addAll(parse(fs, status));
      }
    }
    if (keys.isEmpty() && revoked.isEmpty()) {
      throw new IOException(directory + " holds no keys, expected <client>.pem files");
    }
    return new TrustedKeys(true, keys, revoked);
  }

  private static List<PublicKey> parse(FileSystem fs, FileStatus status) throws IOException {
    Path file = status.getPath();
    if (status.getLen() > LARGEST_FILE) {
      throw new IOException(file + " has " + status.getLen() + " bytes, expected public keys");
    }
    byte[] content = new byte[(int) status.getLen()];
    try (FSDataInputStream in = fs.open(file)) {
      in.readFully(0, content);
    }
    List<PublicKey> keys = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(new String(content, StandardCharsets.US_ASCII));
    while (blocks.find()) {
      if (!blocks.group(1).equals("PUBLIC KEY")) {
        throw new IOException(
            file + " holds a " + blocks.group(1) + ", expected PUBLIC KEY blocks only");
      }
      keys.add(key(file, blocks.group(2)));
    }
    if (keys.isEmpty()) {
      throw new IOException(
          file + " holds no PUBLIC KEY block; make one with openssl pkey -pubout");
    }
    return keys;
  }

  private static PublicKey key(Path file, String base64) throws IOException {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds a key that is not an Ed25519 public key (SPKI)", e);
    }
  }

  /** Whether uploads must be signed. */
  public boolean configured() {
    return configured;
  }

  /** The keys of a client; none where it is unknown or revoked. */
  List<PublicKey> of(String client) {
    return revoked.contains(client) ? List.of() : keys.getOrDefault(client, List.of());
  }

  /** Whether a client's keys were revoked. */
  boolean isRevoked(String client) {
    return revoked.contains(client);
  }
}
