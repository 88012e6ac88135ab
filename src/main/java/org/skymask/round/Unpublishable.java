package org.skymask.round;

/** Tells why a round that threw came to no version. */
public final class Unpublishable {
  private Unpublishable() {}

  /** Whether it was because the accepted updates lead to values that are not finite. */
  public static boolean causes(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParameterFile.NotFiniteException) {
        return true;
      }
    }
    return false;
  }
}
