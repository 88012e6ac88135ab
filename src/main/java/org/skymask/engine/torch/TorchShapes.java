package org.skymask.engine.torch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skymask.engine.EngineException;
import org.skymask.engine.OutputLoss;
import org.skymask.model.Signature;

/** What a signature says of the shapes that a TorchScript function takes and gives. */
final class TorchShapes {
  private TorchShapes() {}

  /** The inputs, for messages. */
  static String described(Signature signature) {
    return signature.isClassifier()
        ? "features [examples, " + signature.inputs().get(0).shape() + "]"
        : signature.inputs().stream()
            .map(input -> input.name() + " (" + input.described() + ")")
            .collect(Collectors.joining(", "));
  }

  /**
   * Checks what the function gives for two examples. Extents of 1 do not count: a single output may
   * be [examples] or [examples, 1].
   *
   * @throws EngineException that names the file and both shapes
   */
  static void requireOutputs(String fileName, long[] found, Signature signature) {
    List<Integer> expected = OutputLoss.shape(signature);
    boolean fits =
        found.length > 0
            && found[0] == 2
            && squeezed(Arrays.stream(found).skip(1).boxed())
                .equals(squeezed(expected.stream().map(Integer::longValue)));
    if (!fits) {
      throw new EngineException(
          fileName
              + " gives outputs of the shape "
              + Arrays.toString(found)
              + " for 2 examples, expected "
              + Stream.concat(Stream.of(2), expected.stream()).toList()
              + (signature.loss().hasClasses()
                  ? " (classes in layout.json)"
                  : " (target in layout.json)"));
    }
  }

  private static List<Long> squeezed(Stream<Long> extents) {
    return extents.filter(extent -> extent != 1).toList();
  }
}
