package org.skymask.model;

/** Why an upload was not accepted: the reason codes (contract.md#reasons). */
public enum Reason implements Coded {
  BAD_CLIENT_ID,
  BAD_MANIFEST,
  BAD_SIGNATURE,
  UNKNOWN_KEY,
  WRONG_FEDERATION,
  WRONG_ROUND,
  WRONG_BASE,
  CLIENT_MISMATCH,
  MISSING_FILE,
  SIZE_MISMATCH,
  DIGEST_MISMATCH,
  TOO_LARGE,
  UNREADABLE,
  BAD_SCHEMA,
  UNKNOWN_TENSOR,
  MISSING_VALUES,
  DUPLICATE_VALUES,
  OUT_OF_RANGE,
  NON_FINITE,
  /** The upload changes a frozen tensor. */
  FROZEN_CHANGED,
  /** Filtered by SkyMask. */
  MASKED_OUT,
  /** Filtered by another rule. */
  OUTLIER;

  /** The reason with this code. */
  public static Reason of(String code) {
    return Coded.of(Reason.class, code);
  }
}
