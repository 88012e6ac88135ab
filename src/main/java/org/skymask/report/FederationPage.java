package org.skymask.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * index.html: a federation for a person, as one file that opens offline: losses, accuracy and the
 * gate over versions, clients by verdict and round, each client's way with what is remembered of
 * it, and every round with a link to its report. What clients wrote is shown as text. The same
 * input gives the same bytes.
 */
public final class FederationPage {
  private static final String FOOTER =
      "Made by SkyMask from the records of the rounds. Needs no network.";

  private FederationPage() {}

  /** The page, to be written as UTF-8. */
  public static String render(Chronicle chronicle) {
    TrailTable clients = new TrailTable(chronicle);
    Stream<@Nullable Element> sections =
        Stream.of(
            new FederationHead(chronicle).draw(),
            navigation(),
            new VersionSection(chronicle).draw(),
            new CountsChart(chronicle.rounds()).section(),
            clients.draw(),
            new RoundTable(chronicle).draw());
    return HtmlPage.of(
        chronicle.federation() + " · federation",
        List.of("report.css", "federation.css"),
        List.of("clients.js", "charts.js"),
        FOOTER,
        sections.filter(Objects::nonNull).toList());
  }

  private static Element navigation() {
    return Element.of(
            "nav",
            link("versions", "Versions"),
            link("rounds", "Clients by round"),
            link("clients", "Clients"),
            link("outcomes", "Outcomes"))
        .with("aria-label", "Sections");
  }

  private static Element link(String id, String text) {
    return Element.of("a", text).with("href", "#" + id);
  }
}
