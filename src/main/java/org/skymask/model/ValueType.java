package org.skymask.model;

/** Type of the values of an input or a target, as layouts name it. */
public enum ValueType implements Coded {
  FLOAT32,
  INT64,
  BOOL;
}
