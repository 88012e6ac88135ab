package org.skymask.mask;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.skymask.model.Layer.Range;
import org.skymask.model.Layout;

/**
 * How the value axis is cut into blocks: first the parameter axis, then the state, never across the
 * border between them.
 */
public final class BlockPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Layout layout;
  private final int blockLength;
  private final int trainableBlocks;
  private final int blocks;

  /**
   * @param blockLength values a block at most
   */
  public BlockPlan(Layout layout, int blockLength) {
    this.layout = layout;
    this.blockLength = blockLength;
    this.trainableBlocks = ceil(layout.parameterCount());
    this.blocks = trainableBlocks + ceil(layout.valueCount() - layout.parameterCount());
  }

  private int ceil(int length) {
    return (length + blockLength - 1) / blockLength;
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
    int origin = isTrainable(block) ? 0 : layout.parameterCount();
    int limit = isTrainable(block) ? layout.parameterCount() : layout.valueCount();
    int start = origin + (block - (isTrainable(block) ? 0 : trainableBlocks)) * blockLength;
    return new Range(start, Math.min(limit, start + blockLength));
  }

  /** What a layer has in a stretch of the parameter axis. */
  record Part(int layer, Range range) {}

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
