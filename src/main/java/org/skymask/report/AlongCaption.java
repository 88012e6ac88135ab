package org.skymask.report;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.ExperimentResults.Scale;

/**
 * What a reader of charts along an axis must know.
 *
 * @param groups that are drawn
 * @param views of these
 */
record AlongCaption(
    AlongAxis axis, Scale scale, MeanScale means, List<Group> groups, List<AlongView> views) {

  String text(AlongFrame frame) {
    List<String> sentences = new ArrayList<>();
    sentences.add(scale.heading() + " of the last round, on test data.");
    sentences.add(seeds());
    if (groups.stream().anyMatch(group -> AlongView.attacks(group).size() > 1)) {
      sentences.add(
          "The mean is over the attacks of a seed first; it has a point where all of them are"
              + " finished.");
    }
    if (axis.fromNobody()) {
      sentences.add("Dashed: the best rule with nobody malicious.");
    }
    if (frame.isEven()) {
      sentences.add("Values stand at equal distances, whatever lies between them.");
    }
    if (isAnyBeyond(frame)) {
      sentences.add("A cross at the edge: beyond the axis, or no finite number.");
    }
    return String.join(" ", sentences);
  }

  private String seeds() {
    IntSummaryStatistics seeds =
        groups.stream()
            .flatMap(group -> group.cells().stream())
            .mapToInt(cell -> cell.bySeed().size())
            .summaryStatistics();
    SeedCount count = new SeedCount(seeds.getMin(), seeds.getMax());
    if (count.most() < 2) {
      return count.text() + ": no error bars.";
    }
    return means.isGeometric()
        ? "Points: geometric means over "
            + count.text()
            + ". Bars: one sample standard deviation of the logarithm."
        : "Points: means over " + count.text() + ". Bars: ± one sample standard deviation.";
  }

  private boolean isAnyBeyond(AlongFrame frame) {
    return views.stream()
        .flatMap(view -> view.lines().stream())
        .flatMap(line -> line.points().stream())
        .anyMatch(point -> frame.isBeyond(point.value()));
  }
}
