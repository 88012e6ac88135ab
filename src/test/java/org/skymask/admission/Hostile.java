package org.skymask.admission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Reason;

/**
 * An upload with one thing wrong.
 *
 * @param what was done to it
 * @param manifest the manifest's bytes; null for those that fit the upload
 * @param expected the codes it may be refused with
 * @param accepted whether it may be accepted with this delta
 * @param then done to the client's directory once the upload is written
 */
@SuppressWarnings("ArrayRecordComponent")
record Hostile(
    String what,
    Upload upload,
    byte @Nullable [] manifest,
    Set<Reason> expected,
    Predicate<float[]> accepted,
    Arrangement then) {

  /** What is done to a directory. */
  interface Arrangement {
    void to(Path directory) throws IOException;
  }

  Hostile(
      String what,
      Upload upload,
      byte @Nullable [] manifest,
      Set<Reason> expected,
      Predicate<float[]> accepted) {
    this(what, upload, manifest, expected, accepted, directory -> {});
  }

  static final String CLIENT = "site-x";

  static Hostile refused(String what, Upload upload, Reason first, Reason... more) {
    return new Hostile(what, upload, null, EnumSet.of(first, more), delta -> false);
  }
}
