package org.skymask.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skymask.history.JudgedRound;
import org.skymask.model.ClientResult;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/**
 * report.html: a round for a person, as one file that opens offline. Everything that came from
 * clients or the configuration is shown as text. The same input gives the same bytes.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page, to be written as UTF-8.
   *
   * @param round the content of round.json
   * @param clients the rows of clients.parquet, in any order
   */
  public static String render(RoundRecord round, List<ClientResult> clients) {
    return render(round, clients, List.of());
  }

  /**
   * The page with the clients' last rounds.
   *
   * @param earlier rounds before this one, from old to new
   */
  public static String render(
      RoundRecord round, List<ClientResult> clients, List<JudgedRound> earlier) {
    Roster roster = new Roster(clients);
    SettingsSection settings = new SettingsSection(round);
    Element memory = new MemorySection(round, roster, earlier).draw();
    HistorySection history = new HistorySection(round, roster, earlier);
    Stream<@Nullable Element> sections =
        Stream.of(
            new RoundHead(round, roster).draw(),
            navigation(memory != null, !history.isEmpty()),
            charts(round, roster),
            new DecisionSection(round, roster).draw(),
            memory,
            new ClientTable(roster).draw(),
            history.draw(),
            new StageTable(round.stages()).draw(),
            settings.drawConfiguration(),
            settings.drawVersions());
    return HtmlPage.of(
        "Round "
            + round.identity().round()
            + " · "
            + round.identity().federation()
            + " · "
            + round.result().outcome().code(),
        sections.filter(Objects::nonNull).toArray(Element[]::new));
  }

  private static Element navigation(boolean memory, boolean history) {
    return Element.of(
            "nav",
            link("masks", "Masks"),
            link("why", "Decision"),
            memory ? link("memory", "Memory") : null,
            link("clients", "Clients"),
            history ? link("history", "Last rounds") : null,
            link("stages", "Stages"),
            link("configuration", "Configuration"),
            link("versions", "Versions"))
        .with("aria-label", "Sections");
  }

  private static Element link(String id, String text) {
    return Element.of("a", text).with("href", "#" + id);
  }

  private static Element charts(RoundRecord round, Roster roster) {
    PlanePlot plane = new PlanePlot(round, roster);
    LossChart loss = new LossChart(round.judged().loss());
    if (plane.isEmpty() && loss.isEmpty() && round.judged().loss().isEmpty()) {
      String none = "No masks were trained in this round, so there is no mask plane and no loss.";
      return HtmlPage.section("masks", "Masks", Element.of("p", none));
    }
    Element charts = Element.of("div", figure(plane), figure(loss, round)).styled("charts");
    return HtmlPage.section("masks", "Masks", charts);
  }

  private static Element figure(PlanePlot plane) {
    Element title = Element.of("h3", "Mask plane");
    if (plane.isEmpty()) {
      String none = "No client has a place in the mask plane: the round ended before it was drawn.";
      return Element.of("figure", title, Element.of("p", none));
    }
    String caption =
        "Each point is a client. Clients whose masks agree lie close together; units are the same"
            + " on both axes.";
    String root = plane.hasRoot() ? "" : " The root is not part of this plane.";
    return Element.of(
        "figure", title, legend(plane), plane.draw(), Element.of("figcaption", caption + root));
  }

  private static Element legend(PlanePlot plane) {
    Element legend = Element.of("p").styled("legend").with("aria-hidden", "true");
    for (Verdict verdict : List.of(Verdict.ACCEPTED, Verdict.FILTERED)) {
      legend.add(Element.of("span", Mark.of(verdict).icon(), verdict.code()));
    }
    return plane.hasRoot() ? legend.add(Element.of("span", Mark.ROOT.icon(), "root")) : legend;
  }

  private static @Nullable Element figure(LossChart loss, RoundRecord round) {
    if (round.judged().loss().isEmpty()) {
      return null;
    }
    return Element.of(
        "figure",
        Element.of("h3", "Root loss of the masked model"),
        loss.isEmpty() ? null : loss.draw(),
        Element.of("figcaption", loss.summary(), " Measured before each epoch’s step."));
  }
}
