package org.skymask.model;

/** Type of the values of an input or a target, as layouts name it. */
public enum ValueType {
  FLOAT32("float32"),
  INT64("int64"),
  BOOL("bool");

  private final String code;

  ValueType(String code) {
    this.code = code;
  }

  /** As layout.json has it. */
  public String code() {
    return code;
  }
}
