package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;

/**
 * Cuts the value axis of an update into blocks: first the parameter axis, then the state, never
 * across the border between them. Frozen tensors are in no block. The cut depends on the layout
 * alone, so sums by block are the same on any cluster. Blocks have one size, and their number is
 * divisible by most numbers of cores.
 */
public final class BlockPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Layout layout;

  /** Divided by 2, 3, 4, 6 and 12 cores. */
  private static final int MANY = 12;

  /** Blocks begin at multiples of a cache line, 16 floats, unless they are tiny. */
  private static final int LINE = 16;

  private static final int TINY = 8 * LINE;

  private final int trainableBlocks;
  private final int blocks;

  /**
   * @param blockLength values a block at most
   */
  public BlockPlan(Layout layout, int blockLength) {
    this.layout = layout;
    this.trainableBlocks = count(layout.parameterCount(), blockLength);
    this.blocks =
        trainableBlocks + count(layout.updateCount() - layout.parameterCount(), blockLength);
  }

  private static int count(int length, int blockLength) {
    int least = (length + blockLength - 1) / blockLength;
    // With few blocks there is little to do, and rounding up would halve them.
    return least <= MANY / 2 ? least : Math.min(length, (least + MANY - 1) / MANY * MANY);
  }

  public Layout layout() {
    return layout;
  }

  /** Number of blocks. */
  public int blocks() {
    return blocks;
  }

  /** Whether a block is of the parameter axis; those come first. */
  public boolean isTrainable(int block) {
    return block < trainableBlocks;
  }

  /** The positions of a block on the value axis. */
  public Range range(int block) {
    return isTrainable(block)
        ? part(0, layout.parameterCount(), block, trainableBlocks)
        : part(
            layout.parameterCount(),
            layout.updateCount(),
            block - trainableBlocks,
            blocks - trainableBlocks);
  }

  private static Range part(int from, int to, int part, int parts) {
    int length = to - from;
    int grain = length / parts < TINY ? 1 : LINE;
    int start = (int) ((long) length * part / parts) / grain * grain;
    int end =
        part == parts - 1 ? length : (int) ((long) length * (part + 1) / parts) / grain * grain;
    return new Range(from + start, from + end);
  }

  /** What a layer has in a stretch of the parameter axis. */
  public record Part(int layer, Range range) {}

  /** The layers' parts within a block; none of a block that is not of the parameter axis. */
  public List<Part> parts(UpdateBlock block) {
    return block.isTrainable() ? parts(block.start(), block.start() + block.length()) : List.of();
  }

  /** The layers' parts within [start, end), in axis order. */
  List<Part> parts(int start, int end) {
    List<Part> parts = new ArrayList<>();
    for (int layer = 0; layer < layout.layers().size(); layer++) {
      for (Range range : layout.layers().get(layer).ranges()) {
        Range common = range.within(start, end);
        if (common.length() > 0) {
          parts.add(new Part(layer, common));
        }
      }
    }
    return parts;
  }
}
