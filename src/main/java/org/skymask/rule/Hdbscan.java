package org.skymask.rule;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * HDBSCAN (Campello et al., "Density-Based Clustering Based on Hierarchical Density Estimates",
 * PAKDD 2013), by Tribuo.
 */
final class Hdbscan {
  /** Of the data; nothing is said of when it was made. */
  private static final OffsetDateTime NO_TIME =
      OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  // Held, since loggers that nobody holds forget their level.
  private static final Logger LOGGER = Logger.getLogger(HdbscanTrainer.class.getName());

  static {
    LOGGER.setLevel(Level.WARNING);
  }

  private Hdbscan() {}

  /**
   * Cluster of each point. A point that is in none has a number of its own.
   *
   * @param points [n][dimensions]
   * @param least members of a cluster, 2 or more
   * @return [n]; two points have the same number where they are in the same cluster
   */
  static int[] clusters(double[][] points, DistanceType distance, int least) {
    int n = points.length;
    int[] clusters = new int[n];
    List<Integer> labels = n < least ? List.of() : labels(points, distance, least);
    for (int i = 0; i < n; i++) {
      boolean noise = labels.isEmpty() || labels.get(i) == 0;
      clusters[i] = noise ? i : n + labels.get(i);
    }
    return clusters;
  }

  /** 0 for noise. */
  private static List<Integer> labels(double[][] points, DistanceType distance, int least) {
    ClusteringFactory factory = new ClusteringFactory();
    MutableDataset<ClusterID> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("updates", NO_TIME, factory), factory);
    String[] names = new String[points[0].length];
    for (int k = 0; k < names.length; k++) {
      names[k] = String.format(Locale.ROOT, "%09d", k);
    }
    for (double[] point : points) {
      data.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, point));
    }
    NeighboursQueryFactoryType query = NeighboursQueryFactoryType.BRUTE_FORCE;
    int neighbours = Math.min(least, points.length);
    return new HdbscanTrainer(least, distance.getDistance(), neighbours, 1, query)
        .train(data)
        .getClusterLabels();
  }
}
