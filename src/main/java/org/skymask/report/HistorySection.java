package org.skymask.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.history.History;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.history.Track.Finding;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/** The last rounds of each client as a strip of marks, whoever drifts first. */
final class HistorySection {
  /** More lines than this are for the clients that something happened to. */
  private static final int MOST = 60;

  private static final Comparator<Track> READING =
      Comparator.comparing(Track::drifts)
          .reversed()
          .thenComparing(Comparator.comparingInt(HistorySection::refusals).reversed())
          .thenComparing(Track::client);

  private final Roster roster;
  private final History history;
  private final List<Track> tracks;

  /**
   * @param earlier rounds before this one, from old to new
   */
  HistorySection(RoundRecord round, Roster roster, List<JudgedRound> earlier) {
    this.roster = roster;
    List<JudgedRound> rounds = new ArrayList<>(earlier);
    rounds.add(JudgedRound.of(round, roster.clients()));
    this.history = History.of(rounds, History.RECENT);
    this.tracks = history.tracks().stream().sorted(READING).toList();
  }

  private static int refusals(Track track) {
    return track.count(Verdict.FILTERED) + track.count(Verdict.QUARANTINED);
  }

  /** Whether there is but this round. */
  boolean isEmpty() {
    return history.rounds().size() < 2;
  }

  /** Null where there is nothing to show. */
  @Nullable Element draw() {
    if (isEmpty()) {
      return null;
    }
    List<Track> shown = shown();
    Element body = Element.of("tbody");
    HistoryStrip strip = new HistoryStrip(history.rounds());
    shown.forEach(track -> body.add(row(track, strip)));
    Element table = Element.of("table", head(strip), body).styled("history");
    Element pane =
        Element.of("div", table)
            .styled("pane")
            .with("role", "region")
            .with("aria-label", "Last rounds of each client, scrolls")
            .with("tabindex", "0");
    return HtmlPage.section("history", "Last rounds", about(shown), legend(), pane);
  }

  private List<Track> shown() {
    return tracks.size() <= MOST
        ? tracks
        : tracks.stream()
            .filter(track -> track.drifts() || refusals(track) > 0)
            .limit(MOST)
            .toList();
  }

  private Element about(List<Track> shown) {
    long drifting = history.drifting().size();
    int more = tracks.size() - shown.size();
    String who =
        drifting == 0
            ? history.nobody()
            : Numbers.count(drifting, "client") + (drifting == 1 ? " drifts." : " drift.");
    String rest = more == 0 ? "" : " Not shown: " + Numbers.count(more, "client") + ".";
    return Element.of(
        "p",
        Element.of("strong", who),
        " A client is said to drift whose last "
            + History.RECENT
            + " rounds lie far from the others’ or from its own earlier ones in norm, mask density"
            + " or similarity to the aggregate, or that was left out of most of them. Numbers are"
            + " robust deviations: above or below the others, then against its own past."
            + rest);
  }

  private static Element legend() {
    Element legend = Element.of("p").styled("legend").with("aria-hidden", "true");
    for (Verdict verdict : Verdict.values()) {
      legend.add(Element.of("span", Mark.of(verdict).icon(), verdict.code()));
    }
    return legend;
  }

  private static Element head(HistoryStrip strip) {
    return Element.of(
        "thead",
        Element.of(
            "tr",
            title("Client", ""),
            Element.of("th", strip.ruler()).styled("strip").with("scope", "col"),
            title("Left out", "number"),
            title("Mask density", "number"),
            title("Similarity", "number"),
            title("What stands out", "drift")));
  }

  private static Element title(String text, String kind) {
    return Element.of("th", text).styled(kind).with("scope", "col");
  }

  private Element row(Track track, HistoryStrip strip) {
    return Element.of(
        "tr",
        Element.of("th", roster.link(track.client())).with("scope", "row"),
        Element.of("td", strip.draw(track)).styled("strip"),
        number(refusals(track) + " of " + track.seen().size()),
        number(
            Numbers.orNone(track.mean(client -> client.place().maskDensity()), Numbers::percent)),
        number(
            Numbers.orNone(
                track.mean(client -> client.contribution().similarity()),
                value -> Numbers.fixed(value, 2))),
        notes(track));
  }

  /** In brief; a pointer over it shows the sentences. */
  private static Element notes(Track track) {
    List<String> notes = new ArrayList<>();
    for (Finding finding : track.findings()) {
      notes.add(brief(finding));
    }
    String all = track.findings().stream().map(Finding::sentence).collect(Collectors.joining("\n"));
    return Element.of("td", String.join("; ", notes)).styled("drift").with("title", all);
  }

  /** What stands out, without a whole sentence. */
  static String brief(Finding finding) {
    double value = finding.value();
    String figure = finding.figure() == null ? "" : finding.figure().title();
    return switch (finding.kind()) {
      case APART -> figure + " " + Numbers.signedFixed(value, 1);
      case MOVED -> figure + (value > 0 ? " rose " : " fell ") + Numbers.fixed(Math.abs(value), 1);
      case FILTERED, REFUSED -> finding.sentence();
    };
  }

  private static Element number(String text) {
    return Element.of("td", text).styled("number");
  }
}
