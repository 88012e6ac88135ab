package org.skymask.engine.dl4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shape of an example in a configuration. DL4J's JSON does not keep the InputType that it
 * was built with, but the preprocessor before the first layer often does.
 */
final class InputShape {
  private InputShape() {}

  /**
   * Shape of one example, as far as the first layer and what stands before it tell.
   *
   * @return [channels, height, width] (NHWC: [height, width, channels]), [features], or nothing, as
   *     for a convolution that takes images of any size
   */
  static Optional<List<Integer>> of(Layer first, @Nullable InputPreProcessor before) {
    if (before instanceof FeedForwardToCnnPreProcessor images) {
      return shape(images.getNumChannels(), images.getInputHeight(), images.getInputWidth());
    }
    if (before instanceof CnnToFeedForwardPreProcessor images) {
      long channels = images.getNumChannels();
      return images.getFormat() == CNN2DFormat.NHWC
          ? shape(images.getInputHeight(), images.getInputWidth(), channels)
          : shape(channels, images.getInputHeight(), images.getInputWidth());
    }
    if (before == null && isDense(first)) {
      return shape(((FeedForwardLayer) InferenceMode.thawed(first)).getNIn());
    }
    return Optional.empty();
  }

  private static boolean isDense(Layer layer) {
    Layer inner = InferenceMode.thawed(layer);
    return Stream.of(DenseLayer.class, OutputLayer.class).anyMatch(type -> type.isInstance(inner));
  }

  private static Optional<List<Integer>> shape(long... extents) {
    return LongStream.of(extents).allMatch(extent -> extent > 0)
        ? Optional.of(LongStream.of(extents).mapToObj(Math::toIntExact).toList())
        : Optional.empty();
  }
}
