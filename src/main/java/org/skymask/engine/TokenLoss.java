package org.skymask.engine;

import java.util.Arrays;
import org.skymask.model.FieldValues;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.Signature;

/**
 * Softmax cross-entropy at each place of an example, and the mean over those places whose target is
 * not {@link Signature#IGNORED}; 0 where all are.
 */
final class TokenLoss extends OutputLoss {
  private static final long serialVersionUID = 1L;

  private final int places;
  private final int classes;

  TokenLoss(int places, int classes) {
    super(Math.multiplyExact(places, classes));
    this.places = places;
    this.classes = classes;
  }

  @Override
  double loss(float[] outputs, FieldValues targets, int example) {
    long[] labels = ((Longs) targets).values();
    int counted = counted(labels, example);
    double sum = 0;
    for (int place = example * places; place < (example + 1) * places; place++) {
      if (labels[place] != Signature.IGNORED) {
        sum += CrossEntropy.loss(outputs, place * classes, classes, (int) labels[place]);
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  @Override
  double differentiate(float[] outputs, FieldValues targets, int example) {
    long[] labels = ((Longs) targets).values();
    int counted = counted(labels, example);
    double sum = 0;
    for (int place = example * places; place < (example + 1) * places; place++) {
      int at = place * classes;
      if (labels[place] == Signature.IGNORED) {
        Arrays.fill(outputs, at, at + classes, 0);
      } else {
        double scale = 1.0 / counted;
        sum += CrossEntropy.differentiate(outputs, at, classes, (int) labels[place], scale);
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  private int counted(long[] labels, int example) {
    int counted = 0;
    for (int place = example * places; place < (example + 1) * places; place++) {
      counted += labels[place] == Signature.IGNORED ? 0 : 1;
    }
    return counted;
  }
}
