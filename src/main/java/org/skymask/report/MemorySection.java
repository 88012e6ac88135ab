package org.skymask.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.history.JudgedRound;
import org.skymask.kernel.Medians;
import org.skymask.model.ClientResult;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Recalled;
import org.skymask.model.RoundRecord;
import org.skymask.model.Verdict;

/** What is remembered of each client: evidence and curvature over the rounds, and a sentence. */
final class MemorySection {
  /** More lines than this are for the clients that something is held against. */
  private static final int MOST = 60;

  private static final Comparator<ClientMemory> READING =
      Comparator.comparing(ClientMemory::isLeftOut)
          .reversed()
          .thenComparing(Comparator.comparingDouble(ClientMemory::evidence).reversed())
          .thenComparing(ClientMemory::client);

  private final RoundRecord round;
  private final Roster roster;
  private final List<JudgedRound> rounds;

  /**
   * @param earlier rounds before this one, from old to new
   */
  MemorySection(RoundRecord round, Roster roster, List<JudgedRound> earlier) {
    this.round = round;
    this.roster = roster;
    this.rounds = new ArrayList<>(earlier);
    rounds.add(JudgedRound.of(round, roster.clients()));
  }

  /** Null where the decision has no memory. */
  @Nullable Element draw() {
    MemoryRecord memory = round.judged().memory();
    if (memory == null) {
      return null;
    }
    List<ClientMemory> clients = clients();
    Element section = HtmlPage.section("memory", "What is remembered", about(memory));
    if (clients.isEmpty()) {
      return section;
    }
    Element body = Element.of("tbody");
    Double usual = usual();
    List<ClientMemory> shown = shown(clients);
    shown.forEach(client -> body.add(row(client, usual)));
    int more = clients.size() - shown.size();
    return section.add(
        Element.of("p", legend(more)).styled("note"),
        Element.of("table", head(), body).styled("history memory"));
  }

  private static Element about(MemoryRecord memory) {
    if (memory.change() != null) {
      return Element.of("p", "An operator asked for " + memory.change().told() + ".");
    }
    String text =
        switch (memory.state()) {
          case LOST ->
              "The memory of earlier rounds was lost: "
                  + memory.why()
                  + ". This round was decided without it, and a new memory begins.";
          case STARTED -> "This is the first round, so nothing was remembered yet.";
          case USED ->
              "The round was decided by the memory of "
                  + Numbers.count(memory.age(), "round")
                  + " before it. Evidence adds up where a group of clients did harm and fades"
                  + " otherwise; from "
                  + Numbers.significant(ClientMemory.CONVICTS)
                  + " on a client is left out. Curvature says whether a client’s updates give way"
                  + " as the model moves: those of honest clients do, reversed ones do not. That of"
                  + " the root update is "
                  + Numbers.signedFixed(memory.rootCurvature().orElse(Double.NaN), 2)
                  + ".";
        };
    return Element.of("p", text);
  }

  private static String legend(int more) {
    String rest = more == 0 ? "" : " Not shown: " + Numbers.count(more, "client") + ".";
    return "Full line: evidence, from 0 to 6. Dashed line: curvature, from −1 to 1, around the"
        + " middle."
        + rest;
  }

  private List<ClientMemory> clients() {
    List<ClientMemory> clients = new ArrayList<>();
    for (ClientResult result : roster.clients()) {
      if (result.recalled() != null) {
        clients.add(ClientMemory.of(result, rounds));
      }
    }
    return clients.stream().sorted(READING).toList();
  }

  private static List<ClientMemory> shown(List<ClientMemory> clients) {
    return clients.size() <= MOST
        ? clients
        : clients.stream().filter(ClientMemory::isSuspect).limit(MOST).toList();
  }

  /** Median curvature of the accepted clients; null where none is known. */
  private @Nullable Double usual() {
    double[] known =
        roster.with(Verdict.ACCEPTED).stream()
            .map(ClientResult::recalled)
            .map(recalled -> recalled == null ? null : recalled.curvature())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .toArray();
    return known.length == 0 ? null : (Double) Medians.upper(known);
  }

  private static Element head() {
    Element row = Element.of("tr");
    for (String title : List.of("Client", "Over the rounds", "Evidence", "Curvature", "Why")) {
      row.add(Element.of("th", title).with("scope", "col"));
    }
    return Element.of("thead", row);
  }

  private Element row(ClientMemory client, @Nullable Double usual) {
    Recalled now = client.now();
    return Element.of(
        "tr",
        Element.of("th", roster.link(client.client())).with("scope", "row"),
        Element.of("td", new MemoryLine(client).draw()).styled("strip"),
        Element.of("td", Numbers.fixed(now.evidence(), 1)).styled("number"),
        Element.of("td", Numbers.orNone(now.curvature(), value -> Numbers.signedFixed(value, 2)))
            .styled("number"),
        Element.of("td", client.sentence(usual)).styled("drift"));
  }
}
