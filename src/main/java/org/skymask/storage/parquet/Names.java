package org.skymask.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;

/** The different texts of a file, each made once however many rows have it. */
final class Names {
  /** Bytes of a text. Comparing longer ones, row by row, would be work without end. */
  private static final int LONGEST = 1 << 12;

  /** What a text costs beside its characters: two objects, two arrays and an entry of the map. */
  private static final int OVERHEAD = 200;

  private final Budget budget;
  private final Map<ByteBuffer, String> known = new HashMap<>();
  private byte[] last = {};
  private String lastText = "";

  Names(Budget budget) {
    this.budget = budget;
  }

  /**
   * The text that these bytes are in UTF-8.
   *
   * @param column that they are from, for the message
   */
  String text(Slice bytes, String column) throws RefusedException {
    if (Arrays.equals(bytes.array(), bytes.from(), bytes.to(), last, 0, last.length)) {
      return lastText;
    }
    if (bytes.length() > LONGEST) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "column "
              + column
              + " has a text of "
              + bytes.length()
              + " bytes, at most "
              + LONGEST
              + " are allowed");
    }
    @Nullable String text = known.get(bytes.buffer());
    if (text == null) {
      // The bytes, and two for each character; decoding takes as much again for a moment.
      budget.charge(OVERHEAD + 5L * bytes.length(), "column " + column);
      last = Arrays.copyOfRange(bytes.array(), bytes.from(), bytes.to());
      text = new String(last, StandardCharsets.UTF_8);
      known.put(ByteBuffer.wrap(last), text);
    } else {
      last = Arrays.copyOfRange(bytes.array(), bytes.from(), bytes.to());
    }
    lastText = text;
    return text;
  }
}
