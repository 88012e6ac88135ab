package org.skymask.history;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.kernel.Medians;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;

/** A number of clients.parquet by which clients of a round are compared. */
public enum Figure {
  /** By its logarithm: twice as long is as far away as half as long. */
  NORM("norm", 0.05) {
    @Override
    @Nullable Double of(ClientResult client) {
      Double norm = client.contribution().norm();
      return norm == null ? null : (Double) Math.log(norm);
    }
  },
  DENSITY("mask density", 0.01) {
    @Override
    @Nullable Double of(ClientResult client) {
      return client.place().maskDensity();
    }
  },
  SIMILARITY("similarity", 0.02) {
    @Override
    @Nullable Double of(ClientResult client) {
      return client.contribution().similarity();
    }
  };

  /** Fewer clients than this have no middle that one of them could be far from. */
  static final int LEAST_CLIENTS = 4;

  private final String title;
  private final double floor;

  /**
   * @param floor smallest deviation that counts as one, so that clients that are nearly the same
   *     are not told apart by their last digits
   */
  Figure(String title, double floor) {
    this.title = title;
    this.floor = floor;
  }

  /** As a person calls it. */
  public String title() {
    return title;
  }

  /** Null where the client has no such number. */
  abstract @Nullable Double of(ClientResult client);

  /**
   * Where each client stands among the others of its round, in robust deviations from their median:
   * (x − median) / max(1.4826 · MAD, floor), after Iglewicz and Hoaglin, "How to Detect and Handle
   * Outliers" (1993).
   *
   * @return [clients], NaN for whoever has no such number, and for all where fewer than {@value
   *     #LEAST_CLIENTS} have
   */
  double[] positions(List<ClientResult> clients) {
    double[] values = clients.stream().mapToDouble(this::ofAdmitted).toArray();
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (known.length < LEAST_CLIENTS) {
      Arrays.fill(values, Double.NaN);
      return values;
    }
    double median = Medians.mean(known);
    double deviation = Math.max(Robust.deviation(known), floor);
    return Arrays.stream(values)
        .map(x -> Double.isFinite(x) ? (x - median) / deviation : Double.NaN)
        .toArray();
  }

  private double ofAdmitted(ClientResult client) {
    boolean admitted = client.verdict() == Verdict.ACCEPTED || client.verdict() == Verdict.FILTERED;
    Double value = admitted ? of(client) : null;
    return value == null ? Double.NaN : value;
  }
}
