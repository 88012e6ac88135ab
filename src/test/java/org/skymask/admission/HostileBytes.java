package org.skymask.admission;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.skymask.model.Reason;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.shard.TensorAssembler;

/** Right shards with some bytes changed. */
final class HostileBytes {
  private HostileBytes() {}

  static Hostile make(Shards shards, Random random) {
    byte[] right = shards.any(random);
    byte[] wrong = change(right, random);
    if (Arrays.equals(wrong, right)) {
      return make(shards, random);
    }
    if (random.nextInt(8) == 0) {
      Upload upload = Upload.of(Hostile.CLIENT, right);
      upload.files.replace("part-0.parquet", wrong);
      return Hostile.refused(
          "bytes under the old digest", upload, Reason.DIGEST_MISMATCH, Reason.SIZE_MISMATCH);
    }
    return new Hostile(
        "bytes",
        Upload.of(Hostile.CLIENT, wrong),
        null,
        EnumSet.allOf(Reason.class),
        delta -> Arrays.equals(delta, shards.values) || Arrays.equals(delta, values(wrong, delta)));
  }

  /**
   * What Parquet's own reader makes of a file that was accepted. (Of others nobody may ask it: it
   * does not come to an end on some.)
   *
   * @param delta returned where that reader fails on metadata that nobody needs
   */
  private static float[] values(byte[] file, float[] delta) {
    try {
      TensorAssembler tensors = new TensorAssembler(Upload.LAYOUT);
      for (Row row : TestShards.read(file)) {
        tensors.put(row.tensor(), row.offset(), row.values(), 0, row.values().length);
      }
      return tensors.finish();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("can not read class") ? delta : new float[0];
    }
  }

  private static byte[] change(byte[] right, Random random) {
    byte[] wrong = right.clone();
    int at = random.nextInt(right.length);
    int length = 1 + random.nextInt(Math.min(16, right.length - at));
    switch (random.nextInt(7)) {
      case 0 -> {
        wrong[at] ^= (byte) (1 << random.nextInt(8));
        return wrong;
      }
      case 1 -> {
        for (int i = at; i < at + length; i++) {
          wrong[i] = (byte) random.nextInt();
        }
        return wrong;
      }
      case 2 -> {
        return Arrays.copyOf(right, at);
      }
      case 3 -> {
        Arrays.fill(wrong, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
        return wrong;
      }
      case 4 -> {
        System.arraycopy(right, random.nextInt(right.length - length + 1), wrong, at, length);
        return wrong;
      }
      case 5 -> {
        System.arraycopy(right, at + length, wrong, at, right.length - at - length);
        return Arrays.copyOf(wrong, right.length - length);
      }
      default -> {
        // Close to the end: the footer, which decides most.
        wrong[right.length - 1 - random.nextInt(Math.min(300, right.length))] ^=
            (byte) (1 + random.nextInt(255));
        return wrong;
      }
    }
  }
}
