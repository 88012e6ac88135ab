package org.skymask.engine;

import java.io.Serializable;

/**
 * Where an engine and the mask kernel compute.
 *
 * @param index of the card as CUDA numbers them in this process; 0 where there are no cards
 */
public record Device(Kind kind, int index) implements Serializable {
  /** This process's processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** What computes. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** The processor, by the code that serves cards: to try that code without one. */
    CPU_TENSORS,
    /** An NVIDIA card. */
    CUDA
  }

  /** The card of this number. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  @Override
  public String toString() {
    return kind == Kind.CUDA ? "cuda:" + index : kind == Kind.CPU ? "cpu" : "cpu-tensors";
  }
}
