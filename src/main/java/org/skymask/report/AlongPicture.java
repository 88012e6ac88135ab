package org.skymask.report;

import java.util.ArrayList;
import java.util.List;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.ExperimentResults.Scale;

/**
 * Charts along an axis as an SVG file of its own, for pages elsewhere: those of the first
 * combination of the other axes, on a ground of their own in light and in dark.
 */
public final class AlongPicture {
  private static final double WIDTH = 930;
  private static final double MARGIN = 24;
  private static final double BETWEEN = 26;
  private static final double LINE = 20;

  /** Of a letter, in the picture's sizes of text: wide ones fit too. */
  private static final double LETTER = 7;

  private static final double HEADING = 9;

  private final AlongAxis axis;
  private final Scale scale;
  private final List<Element> shapes = new ArrayList<>();
  private double y = 34;

  private AlongPicture(AlongAxis axis, Scale scale) {
    this.axis = axis;
    this.scale = scale;
  }

  /**
   * The file, to be written as UTF-8. The same input gives the same bytes.
   *
   * @param name of the experiment
   */
  public static String render(String name, Scale scale, AlongAxis axis) {
    return new AlongPicture(axis, scale).draw(name);
  }

  private String draw(String name) {
    Group group = axis.groups().get(0);
    MeanScale means = AlongSection.means(axis, scale);
    List<AlongView> views = AlongView.of(axis, group, means);
    int columns = views.size() == 4 ? 2 : Math.min(3, views.size());
    double width = (WIDTH - 2 * MARGIN - (columns - 1) * BETWEEN) / columns;
    AlongFrame frame = new AlongFrame(axis, scale, views, width);
    String title = name + " · " + scale.quality().title() + " along " + axis.kind().title();
    shapes.add(text(MARGIN, title, "head", HEADING, WIDTH - 2 * MARGIN));
    y += LINE;
    if (!group.held().isEmpty()) {
      shapes.add(text(MARGIN, group.held(), "", LETTER, WIDTH - 2 * MARGIN));
      y += LINE;
    }
    legend();
    charts(views, frame, columns);
    for (String line :
        wrapped(new AlongCaption(axis, scale, means, List.of(group), views).text(frame))) {
      shapes.add(Svg.text(MARGIN, y, "start", line));
      y += LINE;
    }
    return picture(title);
  }

  private String picture(String title) {
    double height = y;
    return Svg.image(WIDTH, height, title)
            .with("xmlns", "http://www.w3.org/2000/svg")
            .add(
                Element.of(
                    "style", HtmlPage.resource("picture.css") + HtmlPage.resource("lines.css")))
            .add(Svg.rectangle("ground", 0, 0, WIDTH, height).with("rx", "8"))
            .add(shapes)
        + "\n";
  }

  private void legend() {
    double x = MARGIN;
    y += 4;
    for (int i = 0; i < axis.rules().size(); i++) {
      String rule = axis.rules().get(i);
      double room = WIDTH - 2 * MARGIN - 30;
      double needed = 30 + Math.min(room, LETTER * rule.length()) + 18;
      if (x > MARGIN && x + needed - 18 > WIDTH - MARGIN) {
        x = MARGIN;
        y += LINE;
      }
      shapes.add(Svg.line("along " + RuleLegend.colour(i), x, y - 4, x + 22, y - 4));
      shapes.add(RuleLegend.point(i, x + 11, y - 4));
      shapes.add(text(x + 30, rule, "", LETTER, room));
      x += needed;
    }
    y += LINE + 10;
  }

  private void charts(List<AlongView> views, AlongFrame frame, int columns) {
    for (int i = 0; i < views.size(); i++) {
      double x = MARGIN + i % columns * (frame.width() + BETWEEN);
      shapes.add(text(x, views.get(i).title(), "head", HEADING, frame.width()));
      shapes.add(
          Element.of("g", new AlongChart(axis, scale, frame, views.get(i)).shapes())
              .with("transform", "translate(" + Svg.at(x, y + 6) + ")"));
      if (i % columns == columns - 1 || i == views.size() - 1) {
        y += frame.height() + 34;
      }
    }
  }

  /** A text that is cut where it would not fit, with all of it under the pointer. */
  private Element text(double x, String text, String classes, double letter, double room) {
    int most = (int) (room / letter);
    boolean fits = text.codePointCount(0, text.length()) <= most;
    String shown =
        fits ? text : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    Element element = Svg.text(x, y, "start", shown);
    return (classes.isEmpty() ? element : element.styled(classes))
        .add(fits ? null : Svg.title(text));
  }

  private static List<String> wrapped(String text) {
    int most = (int) ((WIDTH - 2 * MARGIN) / LETTER);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
