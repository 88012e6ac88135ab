package org.skymask.admission;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.ModelDigest;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.FileNames;
import org.skymask.storage.parquet.Budget;
import org.skymask.storage.shard.ShardReader;
import org.skymask.storage.shard.TensorAssembler;

/** Takes one upload through the checks. */
final class UploadReader {
  /** What a Java array holds. */
  private static final int LARGEST_FILE = Integer.MAX_VALUE - 8;

  private final AdmissionPolicy policy;
  private final float[] base;
  private final ClientFiles files;
  private final @Nullable String client;
  private final Budget budget;
  private @Nullable Long examples;

  /**
   * @param client whose directory it is; null for the root update, which may be anybody's
   */
  UploadReader(AdmissionPolicy policy, float[] base, ClientFiles files, @Nullable String client) {
    this.policy = policy;
    this.base = base;
    this.files = files;
    this.client = client;
    this.budget = new Budget(policy.limits().memory(policy.layout()));
  }

  /** As the manifest claims, as soon as it was read; null before. */
  @Nullable Long examples() {
    return examples;
  }

  /**
   * Null where there is no manifest yet.
   *
   * @throws RefusedException with the reason to quarantine the upload
   */
  @Nullable Admitted read() throws IOException {
    boolean there = files.exist();
    long plain = there ? files.length(FileNames.MANIFEST) : -1;
    long signed = there ? files.length(FileNames.SIGNED_MANIFEST) : -1;
    if (plain < 0 && signed < 0) {
      return null;
    }
    if (plain >= 0 && signed >= 0) {
      throw new RefusedException(
          Reason.BAD_MANIFEST,
          "there are two manifests, " + FileNames.MANIFEST + " and " + FileNames.SIGNED_MANIFEST);
    }
    byte[] file =
        plain >= 0
            ? manifest(FileNames.MANIFEST, plain)
            : manifest(FileNames.SIGNED_MANIFEST, signed);
    Manifest manifest = Manifest.parse(payload(file, signed >= 0), policy.limits());
    examples = manifest.examples();
    checkClaims(manifest);
    checkSizes(manifest);
    float[] delta = values(manifest);
    if (manifest.weights()) {
      subtractBase(delta);
    }
    Variances.check(policy.layout(), base, delta);
    return new Admitted(
        client == null ? manifest.client() : client,
        ModelDigest.hex(file),
        manifest.examples(),
        manifest.files().stream().mapToLong(Manifest.File::bytes).sum(),
        delta,
        norm(delta, policy.layout().parameterCount()));
  }

  private byte[] manifest(String name, long bytes) throws IOException {
    if (bytes > policy.limits().maxManifestBytes()) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          name
              + " has "
              + bytes
              + " bytes, at most "
              + policy.limits().maxManifestBytes()
              + " are allowed");
    }
    byte[] file = files.read(name, (int) bytes, budget);
    JsonCost.charge(file, budget, name);
    return file;
  }

  private byte[] payload(byte[] file, boolean signed) throws RefusedException {
    boolean check = policy.keys().configured() && client != null;
    if (!signed) {
      if (check) {
        throw SignatureCheck.unsigned();
      }
      return file;
    }
    Dsse envelope = Dsse.parse(file);
    JsonCost.charge(envelope.payload(), budget, "the manifest in " + FileNames.SIGNED_MANIFEST);
    if (check && client != null) {
      SignatureCheck.check(policy.keys(), client, envelope);
    }
    return envelope.payload();
  }

  private void checkClaims(Manifest manifest) throws RefusedException {
    expect(Reason.WRONG_FEDERATION, "federation", manifest.federation(), policy.federation());
    expect(
        Reason.WRONG_ROUND,
        "round",
        String.valueOf(manifest.round()),
        String.valueOf(policy.round()));
    if (client != null) {
      expect(Reason.CLIENT_MISMATCH, "client", manifest.client(), client);
    }
    expect(Reason.WRONG_BASE, "baseModel", manifest.baseModel(), policy.baseModel());
  }

  private static void expect(Reason reason, String field, String found, String expected)
      throws RefusedException {
    if (!found.equals(expected)) {
      throw new RefusedException(
          reason, "the manifest has the " + field + " " + found + ", expected " + expected);
    }
  }

  private void checkSizes(Manifest manifest) throws IOException {
    long most = policy.limits().uploadBytes(policy.layout());
    long total = 0;
    for (Manifest.File file : manifest.files()) {
      if (file.bytes() > Math.min(most - total, LARGEST_FILE)) {
        throw new RefusedException(
            Reason.TOO_LARGE,
            "with "
                + file.name()
                + " the manifest lists more than the "
                + most
                + " bytes that an upload may have");
      }
      total += file.bytes();
    }
    for (Manifest.File file : manifest.files()) {
      long length = files.length(file.name());
      if (length < 0) {
        throw new RefusedException(
            Reason.MISSING_FILE, "the manifest names " + file.name() + ", which is not there");
      }
      if (length != file.bytes()) {
        throw new RefusedException(
            Reason.SIZE_MISMATCH,
            file.name() + " has " + length + " bytes, the manifest says " + file.bytes());
      }
    }
  }

  private float[] values(Manifest manifest) throws IOException {
    TensorAssembler tensors =
        TensorAssembler.ofUpdate(
            policy.layout(), new FrozenTensors(policy.layout(), base, manifest.weights()));
    for (Manifest.File file : manifest.files()) {
      OwnMemory.guard(file.name(), () -> read(file, tensors));
    }
    return tensors.finish();
  }

  private void read(Manifest.File file, TensorAssembler tensors) throws IOException {
    try (Budget part = budget.part()) {
      byte[] content = files.read(file.name(), (int) file.bytes(), part);
      String digest = ModelDigest.hex(content);
      if (!digest.equals(file.sha256())) {
        throw new RefusedException(
            Reason.DIGEST_MISMATCH,
            file.name() + " has the sha256 " + digest + ", the manifest says " + file.sha256());
      }
      try {
        ShardReader.read(content, policy.limits().shard(policy.layout()), part, tensors);
      } catch (RefusedException e) {
        throw new RefusedException(e.reason(), file.name() + ": " + e.detail());
      }
    }
  }

  private void subtractBase(float[] values) throws RefusedException {
    for (int i = 0; i < values.length; i++) {
      values[i] -= base[i];
      if (!Float.isFinite(values[i])) {
        throw new RefusedException(
            Reason.NON_FINITE,
            "weights minus base overflow float32 in tensor " + policy.layout().tensorAt(i));
      }
    }
  }

  private static double norm(float[] delta, int parameters) {
    // Two sums: each addition waits for the one before it.
    double even = 0;
    double odd = 0;
    for (int i = 0; i + 1 < parameters; i += 2) {
      even += (double) delta[i] * delta[i];
      odd += (double) delta[i + 1] * delta[i + 1];
    }
    double last = parameters % 2 == 0 ? 0 : delta[parameters - 1];
    return Math.sqrt(even + odd + last * last);
  }
}
