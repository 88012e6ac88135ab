package org.skymask.simulate.federation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import org.skymask.model.ModelDigest;

/** Seeds that derive from a cell's: one for each purpose, round and client. */
public final class Seeds {
  private Seeds() {}

  /**
   * @param purpose what it is for
   * @param numbers which of them: a round, a client
   */
  public static long of(long seed, String purpose, int... numbers) {
    MessageDigest digest = ModelDigest.sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed).array());
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    for (int number : numbers) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number).array());
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Random numbers from such a seed. */
  public static SplittableRandom random(long seed, String purpose, int... numbers) {
    return new SplittableRandom(of(seed, purpose, numbers));
  }
}
