package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.ExperimentResults.Scale;

/** Charts along an axis in the page of an experiment: those of each combination of the others. */
record AlongSection(AlongAxis axis, Scale scale) {
  private static final double WIDTH = 340;

  /** The scale of all means along an axis. */
  static MeanScale means(AlongAxis axis, Scale scale) {
    DoubleStream values =
        axis.groups().stream()
            .flatMap(group -> group.cells().stream())
            .flatMap(cell -> cell.bySeed().values().stream())
            .mapToDouble(Double::doubleValue);
    return MeanScale.of(scale.quality(), values);
  }

  String id() {
    return "along-" + axis.kind().code();
  }

  String heading() {
    return "Along " + axis.kind().title();
  }

  Element draw() {
    MeanScale means = means(axis, scale);
    List<List<AlongView>> views =
        axis.groups().stream().map(group -> AlongView.of(axis, group, means)).toList();
    List<AlongView> all = views.stream().flatMap(List::stream).toList();
    AlongFrame frame = new AlongFrame(axis, scale, all, WIDTH);
    List<Element> groups = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      groups.add(group(axis.groups().get(i), views.get(i), frame, i == 0));
    }
    String caption = new AlongCaption(axis, scale, means, axis.groups(), all).text(frame);
    return HtmlPage.section(
        id(),
        heading(),
        Element.of("p", caption).styled("note"),
        RuleLegend.points(axis.rules()),
        groups);
  }

  private Element group(Group group, List<AlongView> views, AlongFrame frame, boolean open) {
    Element charts = Element.of("div").styled("small-charts");
    for (AlongView view : views) {
      charts.add(
          Element.of(
              "figure",
              Element.of("h4", view.title()),
              new AlongChart(axis, scale, frame, view).draw()));
    }
    if (axis.groups().size() == 1 && group.held().isEmpty()) {
      return charts;
    }
    Element details =
        Element.of("details", Element.of("summary", Element.of("h3", group.held())), charts);
    return open ? details.with("open", "") : details;
  }
}
