package org.skymask.engine.dl4j;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.IMetric;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.skymask.engine.CrossEntropy;

/**
 * Counts what a network with a linear last layer predicts. Labels are class indices, [n, 1]. The
 * sum of losses is exact, so that it does not depend on the order in which Spark merges parts.
 */
final class LogitEvaluation implements IEvaluation<LogitEvaluation> {
  private static final long serialVersionUID = 1L;

  private final int classes;
  private final long[][] confusion;
  private BigDecimal loss = BigDecimal.ZERO;
  private double notFinite;

  LogitEvaluation(int classes) {
    this.classes = classes;
    this.confusion = new long[classes][classes];
  }

  /** [true class][predicted class] */
  long[][] confusion() {
    return confusion;
  }

  /** Σ loss over the examples. */
  double loss() {
    return loss.doubleValue() + notFinite;
  }

  @Override
  public void eval(INDArray labels, INDArray predictions) {
    float[] logits = Tensors.rowMajor(predictions);
    float[] truth = Tensors.rowMajor(labels);
    for (int row = 0; row < truth.length; row++) {
      int label = (int) truth[row];
      add(CrossEntropy.loss(logits, row * classes, classes, label));
      confusion[label][CrossEntropy.predicted(logits, row * classes, classes)]++;
    }
  }

  private void add(double term) {
    if (Double.isFinite(term)) {
      loss = loss.add(new BigDecimal(term));
    } else {
      notFinite += term;
    }
  }

  @Override
  public void merge(LogitEvaluation other) {
    loss = loss.add(other.loss);
    notFinite += other.notFinite;
    for (int truth = 0; truth < classes; truth++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        confusion[truth][predicted] += other.confusion[truth][predicted];
      }
    }
  }

  @Override
  public void eval(INDArray labels, INDArray predictions, List<? extends Serializable> metadata) {
    eval(labels, predictions);
  }

  @Override
  public void eval(
      INDArray labels, INDArray predictions, INDArray mask, List<? extends Serializable> metadata) {
    eval(labels, predictions);
  }

  @Override
  public void eval(INDArray labels, INDArray predictions, INDArray mask) {
    eval(labels, predictions);
  }

  @Override
  @Deprecated
  public void evalTimeSeries(INDArray labels, INDArray predictions) {
    throw new UnsupportedOperationException("time series");
  }

  @Override
  @Deprecated
  public void evalTimeSeries(INDArray labels, INDArray predictions, INDArray mask) {
    throw new UnsupportedOperationException("time series");
  }

  @Override
  public void reset() {
    throw new UnsupportedOperationException("counts are kept");
  }

  @Override
  public String stats() {
    return toString();
  }

  @Override
  public String toJson() {
    throw new UnsupportedOperationException("JSON");
  }

  @Override
  public String toYaml() {
    throw new UnsupportedOperationException("YAML");
  }

  @Override
  public double getValue(IMetric metric) {
    throw new UnsupportedOperationException(metric.toString());
  }

  @Override
  public LogitEvaluation newInstance() {
    return new LogitEvaluation(classes);
  }
}
