package org.skymask.storage.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.skymask.model.RoundRecord;

/** Documents of tests, which are there as text. */
public final class Documents {
  private Documents() {}

  public static RoundRecord round(String json) {
    try {
      return RoundJson.parse(RoundJson.NAME, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
