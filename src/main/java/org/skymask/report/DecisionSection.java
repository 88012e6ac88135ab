package org.skymask.report;

import java.util.Map;
import java.util.Optional;
import org.skymask.model.ClusterDecision;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.RoundRecord;
import org.skymask.model.SplitView;

/** Why clients were left out: the deciding split with its witnesses, and the splits not taken. */
record DecisionSection(RoundRecord round, Roster roster) {
  Element draw() {
    String heading =
        round.result().counts().filtered() > 0
            ? "Why clients were left out"
            : "Why nobody was left out";
    DecisionRecord decision = round.judged().decision();
    if (decision == null) {
      return HtmlPage.section("why", "The decision", Element.of("p", undecided()));
    }
    if (decision.isBy(ClusterDecision.ROOT_ROW)) {
      return HtmlPage.section("why", heading, Element.of("p", byRootRow()));
    }
    if (decision.candidates().isEmpty()) {
      return HtmlPage.section("why", heading, Element.of("p", withoutCandidates(decision)));
    }
    boolean remembered = decision.isBy(ClusterDecision.REMEMBERED);
    Element section =
        HtmlPage.section("why", heading, remembered ? MemoryConditions.rule() : rule());
    CandidateList candidates = new CandidateList(decision, roster);
    Optional<Candidate> decisive = decision.decisive();
    if (decisive.isPresent()) {
      section.add(decided(decisive.get(), candidates));
    } else {
      String none =
          remembered
              ? "None of the splits passed, so memory alone decided."
              : "None of the splits passed, so every admitted client was kept.";
      section.add(Element.of("p", Element.of("strong", none)));
    }
    return section.add(
        Element.of("h3", "Every split that was examined"),
        Element.of("p", "Open a line to see who would have been left out and what speaks for it.")
            .styled("note"),
        candidates.draw());
  }

  private static Element rule() {
    return Element.of(
        "p",
        "The clients’ masks propose splits; the root data verify them. Four witnesses vote on each"
            + " split. It passes when the votes reach 2 and the model without the left-out clients"
            + " does well enough on the root data against the model of all clients (",
        Element.of("var", "u"),
        "). Of the splits that pass, the one with the largest ",
        Element.of("var", "u"),
        " decides.");
  }

  private static Element decided(Candidate candidate, CandidateList candidates) {
    String view =
        candidate.layer() == null
            ? candidate.view().equals(SplitView.DIRECTION)
                ? "the directions of the updates over rounds"
                : "all layers together, each with the same weight"
            : CandidateList.view(candidate) + " alone";
    return Element.of(
            "div",
            Element.of(
                "h3",
                "The split that decided: ",
                Numbers.count(candidate.leftOut().size()),
                " left out, ",
                Numbers.count(candidate.kept().size()),
                " kept"),
            Element.of(
                "p",
                "Seen in " + view + ", the masks fall into two groups (gain ",
                Numbers.significant(candidate.gain()) + ")."),
            Element.of("p", "Left out: ", candidates.names(candidate.leftOut())),
            WitnessTable.of(candidate))
        .styled("card decided");
  }

  private String undecided() {
    if (round.rollback() != null) {
      return "No updates were judged: somebody asked for the values of an earlier version.";
    }
    if (round.judged().memory() != null && round.judged().memory().change() != null) {
      return "No updates were judged: an operator changed what is remembered of a client.";
    }
    String rule = round.judged().aggregatorOrEmpty();
    if (rule.equals(ClusterDecision.AGGREGATOR)) {
      return "The round ended before there was anything to decide.";
    }
    return round.result().counts().filtered() == 0
        ? "The rule " + rule + " averaged every admitted client; it left nobody out."
        : byRule(rule);
  }

  private String byRule(String name) {
    return "The rule "
        + name
        + " left out "
        + clients(round.result().counts().filtered())
        + " from their updates alone; it examines no splits and has no witnesses.";
  }

  private String withoutCandidates(DecisionRecord decision) {
    if (decision.isBy(ClusterDecision.REMEMBERED)) {
      return "No view shows two distinct groups of clients, so memory alone decided.";
    }
    if (decision.isBy(ClusterDecision.VERIFIED)) {
      String seen =
          round.judged().gain().isPresent() ? " (the largest gain seen is " + gain() + ")" : "";
      return "Neither all layers together nor any layer alone shows two distinct groups of clients"
          + seen
          + ", so there was no split to verify and every admitted client was kept.";
    }
    return round.result().counts().filtered() == 0
        ? "The rule " + decision.name() + " kept every admitted client."
        : byRule(decision.name());
  }

  private String gain() {
    return Numbers.significant(round.judged().gain().orElse(Double.NaN));
  }

  private String byRootRow() {
    Map<String, String> settings = SettingsSection.flat(round.origin().configuration());
    String needed = settings.getOrDefault("cluster.minimum-split-gain", "the one configured");
    String looked =
        "The clients and the root were grouped in the mask plane by one and by two Gaussians. Two"
            + " describe them better by a gain of "
            + gain()
            + "; a split needs "
            + needed
            + ". ";
    return round.result().counts().filtered() == 0
        ? looked + "Every client was kept."
        : looked
            + "The group that holds the root was kept, and the other group of "
            + clients(round.result().counts().filtered())
            + " was left out. The table shows each client’s probability of the kept group.";
  }

  private static String clients(int count) {
    return Numbers.count(count, "client");
  }
}
