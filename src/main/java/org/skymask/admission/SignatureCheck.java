package org.skymask.admission;

import java.security.PublicKey;
import java.util.List;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.FileNames;

/** Decides whether an envelope was signed by the client in whose directory it lies. */
final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * @throws RefusedException unknown-key where no key of the client counts, bad-signature where
   *     none of its keys made a signature of the envelope
   */
  static void check(TrustedKeys trusted, String client, Dsse envelope) throws RefusedException {
    List<PublicKey> keys = trusted.of(client);
    if (keys.isEmpty()) {
      String why =
          trusted.isRevoked(client)
              ? "the keys of " + client + " are revoked"
              : "no public key of " + client + " is known here";
      throw new RefusedException(
          Reason.UNKNOWN_KEY, why + "; have the federation's operator install " + client + ".pem");
    }
    if (!envelope.isSignedBy(client, keys)) {
      List<String> ids = envelope.signatures().stream().map(Dsse.Signed::keyid).toList();
      throw new RefusedException(
          Reason.BAD_SIGNATURE,
          ids.contains(client)
              ? "the signature does not match the manifest with any known key of " + client
              : "signed by " + ids + ", expected a signature with the keyid " + client);
    }
  }

  static RefusedException unsigned() {
    return new RefusedException(
        Reason.BAD_SIGNATURE,
        "unsigned: this federation takes signed manifests only ("
            + FileNames.SIGNED_MANIFEST
            + ")");
  }
}
