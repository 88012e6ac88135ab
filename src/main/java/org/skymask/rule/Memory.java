package org.skymask.rule;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a rule from the round before.
 *
 * @param notes by name, what it wrote down for itself, in single precision
 * @param aggregate Σ of the round before, [values of the model, of which the first D count]; null
 *     where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Memory(SortedMap<String, double[]> notes, float @Nullable [] aggregate) {

  /** The memory in the first round, and of rules that keep nothing. */
  public static final Memory NONE = new Memory(Map.of(), null);

  public Memory(Map<String, double[]> notes, float @Nullable [] aggregate) {
    this(Collections.unmodifiableSortedMap(new TreeMap<>(notes)), aggregate);
  }

  /** A note, or null where there is none of that name and length. */
  public double @Nullable [] note(String name, int length) {
    double[] note = notes.get(name);
    return note != null && note.length == length ? note : null;
  }

  /** A single number, or 0 where nothing was noted. */
  public double number(String name) {
    double[] note = note(name, 1);
    return note == null ? 0 : note[0];
  }

  /**
   * A number as a note holds it: in single precision, and no larger than the largest there, since
   * what is not finite could not be read again.
   */
  static double kept(double value) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  public boolean isEmpty() {
    return notes.isEmpty() && aggregate == null;
  }
}
