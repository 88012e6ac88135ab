package org.skymask.model;

/** The one number by which models with a kind of loss are compared. */
public enum Quality implements Coded {
  /** Share of the examples whose class is predicted. */
  ACCURACY("accuracy", true),

  /** Area under the ROC curve. */
  AUROC("AUROC", true),

  /** exp of the mean cross-entropy a token. */
  PERPLEXITY("perplexity", false),

  /** Root of the mean squared error. */
  RMSE("RMSE", false),

  /** The loss itself, where nothing is known of what the outputs mean. */
  LOSS("loss", false);

  private final String title;
  private final boolean higherIsBetter;

  Quality(String title, boolean higherIsBetter) {
    this.title = title;
    this.higherIsBetter = higherIsBetter;
  }

  /** That of a loss. */
  public static Quality of(LossFunction loss) {
    return switch (loss) {
      case CROSS_ENTROPY -> ACCURACY;
      case CROSS_ENTROPY_PER_TOKEN -> PERPLEXITY;
      case BINARY_CROSS_ENTROPY -> AUROC;
      case MEAN_SQUARED_ERROR, HUBER -> RMSE;
      case FUNCTION -> LOSS;
    };
  }

  /** For a person, within a sentence. */
  public String title() {
    return title;
  }

  /** Whether a better model has a higher one. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether it is a share of 1, which people read in per cent. */
  public boolean isPercentage() {
    return this == ACCURACY;
  }

  /**
   * A value on the scale on which differences are taken. What has no upper end is compared by its
   * logarithm, so that one ruined model does not make the others look alike.
   */
  public double comparable(double value) {
    return higherIsBetter ? value : Math.log(Math.max(value, Double.MIN_NORMAL));
  }

  /** The worse of two. */
  public double worse(double one, double other) {
    return higherIsBetter ? Math.min(one, other) : Math.max(one, other);
  }
}
