package org.skymask.storage;

import java.util.List;
import org.skymask.model.Layout;
import org.skymask.model.RefusedException;
import org.skymask.model.TensorSpec;
import org.skymask.storage.parquet.Codec;
import org.skymask.storage.parquet.ParquetLimits;
import org.skymask.storage.shard.ShardReader;
import org.skymask.storage.shard.TensorAssembler;

/**
 * Jazzer's target: any bytes as a shard end in values or in a reason, never in another exception.
 */
public final class ShardFuzzer {
  private static final Layout LAYOUT =
      new Layout(
          List.of(6),
          3,
          List.of(
              new TensorSpec("a.weight", List.of(8, 6), true),
              new TensorSpec("a.mean", List.of(8), false),
              new TensorSpec("a.bias", List.of(8), true),
              new TensorSpec("b.weight", List.of(3, 8), true)));

  private static final ParquetLimits LIMITS =
      new ParquetLimits(
          1 << 16,
          64,
          1024,
          1024,
          1024,
          1 << 20,
          new ParquetLimits.Compression(100, 1 << 16, java.util.Set.of(Codec.values())));

  private ShardFuzzer() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      TensorAssembler tensors = new TensorAssembler(LAYOUT);
      ShardReader.read(input, LIMITS, tensors);
      tensors.finish();
    } catch (RefusedException e) {
      if (e.detail().isBlank()) {
        throw new IllegalStateException("a refusal without a detail");
      }
    }
  }
}
