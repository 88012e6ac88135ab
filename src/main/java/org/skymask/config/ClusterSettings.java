package org.skymask.config;

import java.io.Serializable;

/**
 * How the clients are divided: {@code cluster.*}.
 *
 * @param decision {@link #VERIFIED}, {@link #REMEMBERED} or {@link #ROOT_ROW}
 * @param minimumSplitGain gain a row from which {@code root-row} filters, ≥ 0
 */
public record ClusterSettings(String decision, double minimumSplitGain) implements Serializable {

  public static final String VERIFIED = "verified";
  public static final String REMEMBERED = "remembered";
  public static final String ROOT_ROW = "root-row";
}
