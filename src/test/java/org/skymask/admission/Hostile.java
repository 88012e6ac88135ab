package org.skymask.admission;

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
 */
@SuppressWarnings("ArrayRecordComponent")
record Hostile(
    String what,
    Upload upload,
    byte @Nullable [] manifest,
    Set<Reason> expected,
    Predicate<float[]> accepted) {

  static final String CLIENT = "site-x";

  static Hostile refused(String what, Upload upload, Reason first, Reason... more) {
    return new Hostile(what, upload, null, EnumSet.of(first, more), delta -> false);
  }
}
