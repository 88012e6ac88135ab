package org.skymask.storage.dataset;

/** A column or value of a dataset that the layout does not allow. */
final class BadFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadFieldException(String message) {
    super(message);
  }
}
