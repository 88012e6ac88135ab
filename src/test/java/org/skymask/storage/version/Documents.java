package org.skymask.storage.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.skymask.model.RoundRecord;
import org.skymask.storage.FileNames;

/** Documents of tests, which are there as text. */
public final class Documents {
  private Documents() {}

  public static RoundRecord round(String json) {
    try {
      return RoundJson.parse(FileNames.ROUND_RECORD, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
