package org.skymask.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skymask.history.History;
import org.skymask.history.JudgedRound;
import org.skymask.history.Track;
import org.skymask.history.Track.Finding;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;
import org.skymask.model.Verdict;

/**
 * All clients of a federation with their ways through its rounds. The script of the page adds
 * sorting and filtering; without it this is a plain table.
 */
final class TrailTable {
  /** Changes of verdict that a strip's text tells; the newest ones. */
  private static final int TOLD = 8;

  private static final Comparator<Track> READING =
      Comparator.comparingInt((Track track) -> Roster.ORDER.indexOf(last(track).verdict()))
          .thenComparing(Comparator.comparing(Track::drifts).reversed())
          .thenComparing(Comparator.comparingInt(TrailTable::leftOut).reversed())
          .thenComparing(Track::client);

  private final List<JudgedRound> rounds;
  private final List<Track> tracks;
  private final boolean remembers;
  private final Trail trail;

  TrailTable(Chronicle chronicle) {
    this.rounds = chronicle.judged().stream().filter(round -> !round.clients().isEmpty()).toList();
    this.tracks = History.of(rounds, History.RECENT).tracks().stream().sorted(READING).toList();
    this.remembers =
        tracks.stream()
            .flatMap(track -> track.seen().stream())
            .anyMatch(result -> result.recalled() != null);
    this.trail = new Trail(rounds, remembers);
  }

  Element draw() {
    if (tracks.isEmpty()) {
      String none = "No client directory was seen in a round that can be read.";
      return HtmlPage.section("clients", "Clients", Element.of("p", none));
    }
    Element body = Element.of("tbody");
    tracks.forEach(track -> body.add(row(track)));
    Element table = Element.of("table", head(), body).with("id", "client-table");
    Element pane =
        Element.of("div", table)
            .styled("pane")
            .with("role", "region")
            .with("aria-label", "Table of clients, scrolls")
            .with("tabindex", "0");
    return HtmlPage.section(
        "clients", "Clients", about(), legend(), new ClientTools(tools()).draw(), pane);
  }

  private List<ClientTools.Choice> tools() {
    List<ClientTools.Choice> choices = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = tracks.stream().filter(track -> last(track).verdict() == verdict).count();
      choices.add(new ClientTools.Choice(verdict, (int) count));
    }
    return choices;
  }

  private Element about() {
    String memory =
        remembers
            ? " Below the verdicts stands what is remembered: the area is the evidence against a"
                + " client, from 0 to 6 (from "
                + Numbers.fixed(ClientMemory.CONVICTS, 1)
                + " on, the thin line, it is left out), and the line is its curvature, from −1 to"
                + " 1."
            : "";
    return Element.of(
        "p",
        "Each strip goes from round "
            + rounds.get(0).round()
            + " at the left to round "
            + rounds.get(rounds.size() - 1).round()
            + " at the right; a gap is a round that the client was not in."
            + memory
            + " Verdict, evidence and curvature are those of the client’s last round.");
  }

  private static Element legend() {
    Element legend = Element.of("p").styled("legend").with("aria-hidden", "true");
    for (Verdict verdict : Verdict.values()) {
      legend.add(Element.of("span", Trail.swatch(verdict), verdict.code()));
    }
    return legend;
  }

  private Element head() {
    Element row =
        Element.of(
            "tr",
            title("Client", "directory of the upload", "client"),
            title("Verdict", "in its last round", "verdict"),
            title("Since", "round from which on it has this verdict", "number"),
            title(
                "Rounds " + rounds.get(0).round() + " to " + rounds.get(rounds.size() - 1).round(),
                "sorts by the number of rounds that it took part in",
                "way"),
            title("Left out", "rounds in which it was filtered or quarantined", "number"));
    if (remembers) {
      row.add(
          title("Evidence", "against it, 0 to 6", "number"),
          title("Curvature", "whether its updates give way as the model moves", "number"));
    }
    return Element.of(
        "thead", row.add(title("Last said", "reason and detail, and what stands out", "reason")));
  }

  private static Element title(String text, String about, String kind) {
    return Element.of("th", text).styled(kind).with("scope", "col").with("title", about);
  }

  private Element row(Track track) {
    ClientResult last = last(track);
    int present = track.seen().size();
    int leftOut = leftOut(track);
    Element row =
        Element.of(
                "tr",
                Element.of("th", Element.of("bdi", track.client())).with("scope", "row"),
                Element.of("td", Mark.of(last.verdict()).icon(), last.verdict().code())
                    .styled("verdict")
                    .with("data-key", Roster.ORDER.indexOf(last.verdict())),
                number(Integer.toString(since(track)), (double) since(track)),
                Element.of("td", trail.draw(track, words(track)))
                    .styled("way")
                    .with("data-key", present),
                number(leftOut + " of " + present, (double) leftOut / present))
            .with("data-verdict", last.verdict().code());
    if (remembers) {
      Recalled recalled = last.recalled();
      Double evidence = recalled == null ? null : (Double) recalled.evidence();
      Double curvature = recalled == null ? null : recalled.curvature();
      row.add(
          number(Numbers.orNone(evidence, value -> Numbers.fixed(value, 1)), evidence),
          number(Numbers.orNone(curvature, value -> Numbers.signedFixed(value, 2)), curvature));
    }
    return row.add(said(track, last));
  }

  private static Element number(String text, @Nullable Double key) {
    Element cell = Element.of("td", text).styled("number");
    return key == null || !Double.isFinite(key) ? cell : cell.with("data-key", key);
  }

  private static Element said(Track track, ClientResult last) {
    String reason = last.reason() == null ? null : last.reason().code();
    Element detail = last.detail() == null ? null : Element.of("small", last.detail());
    return Element.of("td", reason, detail, drift(track.findings())).styled("reason");
  }

  /** In brief; a pointer over it shows the sentences. */
  private static @Nullable Element drift(List<Finding> findings) {
    if (findings.isEmpty()) {
      return null;
    }
    String brief = findings.stream().map(HistorySection::brief).collect(Collectors.joining("; "));
    String all = findings.stream().map(Finding::sentence).collect(Collectors.joining("\n"));
    return Element.of("small", "Drifts: " + brief).with("title", all);
  }

  /** A track has at least one result, otherwise there would be no track. */
  private static ClientResult last(Track track) {
    List<ClientResult> seen = track.seen();
    return seen.get(seen.size() - 1);
  }

  private static int leftOut(Track track) {
    return track.count(Verdict.FILTERED) + track.count(Verdict.QUARANTINED);
  }

  /** Number of the round from which on all its results have its last verdict. */
  private int since(Track track) {
    Verdict verdict = last(track).verdict();
    int since = rounds.get(rounds.size() - 1).round();
    for (int r = rounds.size() - 1; r >= 0; r--) {
      ClientResult result = track.results().get(r);
      if (result != null && result.verdict() != verdict) {
        break;
      }
      since = result == null ? since : rounds.get(r).round();
    }
    return since;
  }

  /** The strip for who cannot see it: {@code In 9 of 10 rounds. 3 to 5 filtered, 8 quarantined.} */
  private String words(Track track) {
    List<String> stretches = new ArrayList<>();
    int r = 0;
    while (r < rounds.size()) {
      ClientResult result = track.results().get(r);
      int end = r + 1;
      if (result != null && result.verdict() != Verdict.ACCEPTED) {
        while (end < rounds.size() && isAlike(track.results().get(end), result)) {
          end++;
        }
        int from = rounds.get(r).round();
        int to = rounds.get(end - 1).round();
        stretches.add((from == to ? from : from + " to " + to) + " " + result.verdict().code());
      }
      r = end;
    }
    String there = "In " + track.seen().size() + " of " + Numbers.count(rounds.size(), "round");
    if (stretches.isEmpty()) {
      return there + ", always accepted.";
    }
    int hidden = Math.max(0, stretches.size() - TOLD);
    String before = hidden == 0 ? "" : hidden + " times before, then ";
    return there
        + ". Not accepted: "
        + before
        + String.join(", ", stretches.subList(hidden, stretches.size()))
        + ".";
  }

  private static boolean isAlike(@Nullable ClientResult result, ClientResult other) {
    return result != null && Objects.equals(result.verdict(), other.verdict());
  }
}
