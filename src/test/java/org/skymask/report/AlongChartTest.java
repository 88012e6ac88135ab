package org.skymask.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.skymask.model.Quality;
import org.skymask.report.AlongAxis.Cell;
import org.skymask.report.AlongAxis.Group;
import org.skymask.report.AlongAxis.Kind;
import org.skymask.report.AlongAxis.Place;
import org.xml.sax.InputSource;

class AlongChartTest {
  private static final String EVIL = "<script>alert(1)</script>\"'&";

  private static Cell cell(String rule, int place, Map<Long, Double> bySeed) {
    return new Cell(rule, "x", true, place, bySeed);
  }

  private static AlongAxis axis(boolean fromNobody, List<Cell> cells) {
    List<String> rules = cells.stream().map(Cell::rule).distinct().toList();
    return Alongs.axis(fromNobody, rules, List.of(new Group("iid", cells)));
  }

  private static String section(Quality quality, AlongAxis axis) {
    return new AlongSection(axis, Alongs.scale(quality)).draw().toString();
  }

  /**
   * Bars reach from 20 to 80 %. The axis is 8 % longer, from 17.6 to 82.4 %, on 160 units from 186
   * up: 20 % is at 186 − 160 · 2.4 / 64.8 = 180.07, 80 % at 31.93, 50 % in the middle. The mean of
   * 0.5 ± d and its deviation, √2 d, are 0.5 and 0.3 for d = 0.3 / √2.
   */
  @Test
  void barsAndPointsStandWhereTheirValuesAre() {
    double d = 0.3 / Math.sqrt(2);
    String section =
        section(
            Quality.ACCURACY,
            axis(
                false,
                List.of(
                    cell("a", 0, Map.of(1L, 0.5 - d, 2L, 0.5 + d)),
                    cell("a", 1, Map.of(1L, 0.5, 2L, 0.5)))));
    assertThat(section)
        .contains("cy=\"106\"", " 180.07L", " 31.93M")
        .contains("a at 20: 50.0 %, from 20.0 % to 80.0 % over 2 seeds")
        .contains("Points: means over n = 2 seeds. Bars: ± one sample standard deviation.")
        .contains("role=\"img\" aria-label=\"Accuracy of the last round along malicious fraction")
        .contains(">accuracy, %<", ">malicious clients, %<", ">20<", ">60<")
        .doesNotContain("NaN", "class=\"reference\"", "Dashed");
  }

  /** Rules stand side by side at a place, in their order, around it. */
  @Test
  void barsOfAPlaceDoNotCoverEachOther() {
    List<Cell> cells = new ArrayList<>();
    for (String rule : List.of("a", "b", "c")) {
      cells.add(cell(rule, 0, Map.of(1L, 0.5)));
    }
    AlongAxis axis = axis(false, cells);
    AlongView view =
        AlongView.of(axis, axis.groups().get(0), new MeanScale(Quality.ACCURACY, false)).get(0);
    AlongFrame frame = new AlongFrame(axis, Alongs.scale(Quality.ACCURACY), List.of(view), 340);
    assertThat(frame.across(0, 1) - frame.across(0, 0)).isEqualTo(5, within(1e-9));
    assertThat(frame.across(0, 2) - frame.across(0, 1)).isEqualTo(5, within(1e-9));
    assertThat(frame.across(2, 1) - frame.across(1, 1))
        .isEqualTo(frame.across(1, 1) - frame.across(0, 1), within(1e-9));
  }

  @Test
  void oneSeedHasPointsWithoutBars() {
    String section =
        section(
            Quality.ACCURACY,
            axis(false, List.of(cell("a", 0, Map.of(1L, 0.5)), cell("a", 1, Map.of(1L, 0.4)))));
    assertThat(section)
        .contains("class=\"point rule-0\"", "n = 1 seed: no error bars.")
        .doesNotContain("whisker", "±", "NaN");
  }

  @Test
  void aLineBreaksWhereNothingIsFinished() {
    String section =
        section(
            Quality.ACCURACY,
            axis(
                false,
                List.of(
                    cell("a", 0, Map.of(1L, 0.5)),
                    cell("a", 2, Map.of(1L, 0.4)),
                    cell("b", 0, Map.of(1L, 0.5)),
                    cell("b", 1, Map.of(1L, 0.5)),
                    cell("c", 0, Map.of(1L, Double.NaN)))));
    assertThat(section)
        .containsPattern("<path class=\"along rule-0\" d=\"M[0-9. ]+M[0-9. ]+\">")
        .containsPattern("<path class=\"along rule-1\" d=\"M[0-9. ]+L[0-9. ]+\">")
        .doesNotContain("along rule-2\" d", "NaN")
        .contains("<path class=\"beyond rule-2\"", "A cross at the edge");
  }

  @Test
  void theBestWithNobodyMaliciousIsDashed() {
    AlongAxis axis =
        axis(
            true,
            List.of(
                cell("a", 0, Map.of(1L, 0.5)),
                cell("b", 0, Map.of(1L, 0.7)),
                cell("b", 1, Map.of(1L, 0.9))));
    assertThat(section(Quality.ACCURACY, axis))
        .contains("<path class=\"reference\"", "the best with nobody malicious: 70.0 %");
    assertThat(section(Quality.RMSE, axis)).contains("the best with nobody malicious: 0.500");
  }

  /**
   * The upper median of 0.2, 0.3, 0.4 and 1000 is 0.4, so values end at 1.2. The axis is 8 % longer
   * than from 0.2 to there, from 0.16 to 1.24: 1.2 is at 186 − 160 · 1.04 / 1.08 = 31.93.
   */
  @Test
  void aRuinedModelDoesNotPressTheOthersTogether() {
    String section =
        section(
            Quality.RMSE,
            axis(
                false,
                List.of(
                    cell("a", 0, Map.of(1L, 0.2)),
                    cell("a", 1, Map.of(1L, 0.3)),
                    cell("b", 0, Map.of(1L, 0.4)),
                    cell("b", 1, Map.of(1L, 1000.0)))));
    assertThat(section)
        .contains(">RMSE, lower is better<", "b at 40: 1000<")
        .containsOnlyOnce("class=\"beyond rule-1\"")
        .contains(" 31.93\"></path><text x=\"31.8\" y=\"35.43\" text-anchor=\"end\">1.2<")
        .doesNotContain("beyond rule-0", "NaN");
  }

  /** Of 20, 21 and 300 the first two would lie upon each other. */
  @Test
  void valuesThatAreTooNearStandAtEqualDistances() {
    List<Place> places = List.of(new Place(20, "20"), new Place(21, "21"), new Place(300, "300"));
    AlongAxis axis =
        new AlongAxis(
            new Kind("root-examples", "root examples", "root examples"),
            places,
            false,
            List.of("a"),
            List.of(
                new Group(
                    "", List.of(cell("a", 0, Map.of(1L, 0.5)), cell("a", 2, Map.of(1L, 0.5))))));
    assertThat(section(Quality.ACCURACY, axis))
        .contains("Values stand at equal distances", ">21<")
        .doesNotContain("<details");
  }

  @Test
  void labelsStayText() throws Exception {
    AlongAxis axis =
        axis(
            false,
            List.of(
                new Cell(EVIL, EVIL, true, 0, Map.of(1L, 0.5)),
                new Cell(EVIL, EVIL, true, 1, Map.of(1L, 0.4))));
    String picture = AlongPicture.render(EVIL, Alongs.scale(Quality.ACCURACY), axis);
    for (String shown : List.of(section(Quality.ACCURACY, axis), picture)) {
      assertThat(shown)
          .doesNotContain("<script>alert")
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    }
    assertThat(elements(picture, "script")).isZero();
  }

  @Test
  void thePictureIsASvgThatNeedsNothingElse() throws Exception {
    String picture = AlongPicture.render("Try", Alongs.scale(Quality.ACCURACY), Alongs.large());
    assertThat(picture)
        .startsWith("<svg viewBox=\"0 0 930 ")
        .contains(
            "role=\"img\" aria-label=\"Try · accuracy along malicious fraction\"",
            "prefers-color-scheme: dark",
            "Mean over the 7 attacks",
            ".rule-6 {")
        .doesNotContain("NaN", "href", "url(", "@import");
    // The mean and seven attacks.
    assertThat(elements(picture, "g")).isGreaterThan(8);
    assertThat(AlongPicture.render("Try", Alongs.scale(Quality.ACCURACY), Alongs.large()))
        .isEqualTo(picture);
  }

  private static int elements(String xml, String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getElementsByTagName(name)
        .getLength();
  }
}
