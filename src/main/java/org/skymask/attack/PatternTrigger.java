package org.skymask.attack;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.skymask.model.Layout;

/**
 * A square of {@code size} × {@code size} pixels in the lower right corner of an image, all
 * channels set to {@code value} (Gu et al., "BadNets", arXiv 1708.06733). Inputs of shape [height,
 * width] and [channels, height, width] are images; of any other input the first size² values of an
 * example are set.
 *
 * @param size pixels a side; cut to what the input has
 * @param value that the data otherwise have rarely, in the data's own scale
 * @param target class
 */
record PatternTrigger(int size, float value, int target) implements Trigger, Serializable {

  @Override
  public void stamp(float[] features, int from, Layout layout) {
    stamp(features, from, layout, 0, 1);
  }

  /**
   * Puts one of {@code parts} stretches of the pattern into an example: together they are the
   * whole.
   */
  void stamp(float[] features, int from, Layout layout, int part, int parts) {
    requireClass(layout);
    for (int position : positions(layout, part, parts)) {
      features[from + position] = value;
    }
  }

  /** Where the pattern is in an example, cell by cell with all channels of a cell together. */
  int[] positions(Layout layout) {
    return positions(layout, 0, 1);
  }

  private int[] positions(Layout layout, int part, int parts) {
    List<Integer> input = layout.input();
    boolean image = input.size() == 2 || input.size() == 3;
    int height = image ? input.get(input.size() - 2) : 1;
    int width = image ? input.get(input.size() - 1) : layout.featureCount();
    int rows = image ? Math.min(size, height) : 1;
    int columns = image ? Math.min(size, width) : Math.min(size * size, width);
    int cells = rows * columns;
    int end = (int) ((long) cells * (part + 1) / parts);
    IntStream.Builder positions = IntStream.builder();
    for (int cell = (int) ((long) cells * part / parts); cell < end; cell++) {
      int row = image ? height - rows + cell / columns : 0;
      int column = image ? width - columns + cell % columns : cell;
      for (int at = row * width + column; at < layout.featureCount(); at += height * width) {
        positions.add(at);
      }
    }
    return positions.build().toArray();
  }
}
