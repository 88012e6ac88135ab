package org.skymask.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.skymask.model.DecisionRecord;
import org.skymask.model.DecisionRecord.Candidate;
import org.skymask.model.DecisionRecord.Further;
import org.skymask.model.SplitView;

/** All splits that were examined, a line each that opens to its witnesses. */
record CandidateList(DecisionRecord decision, Roster roster) {
  private static final int NAMES = 60;

  Element draw() {
    Element list = Element.of("div", head()).styled("candidates");
    for (int i = 0; i < decision.candidates().size(); i++) {
      list.add(line(i));
    }
    return list;
  }

  private static Element head() {
    Element head = Element.of("div").styled("line head").with("aria-hidden", "true");
    for (String title : List.of("View", "Gain", "Keeps", "Leaves out", "Votes", "u", "Result")) {
      head.add(Element.of("span", title));
    }
    return head;
  }

  private Element line(int index) {
    Candidate candidate = decision.candidates().get(index);
    boolean taken = decision.taken().equals(OptionalInt.of(index));
    Element line =
        Element.of(
            "summary",
            cell("", view(candidate)),
            cell("gain ", Numbers.significant(candidate.gain())),
            cell("keeps ", Numbers.count(candidate.kept().size())),
            cell("leaves out ", Numbers.count(candidate.leftOut().size())),
            cell("votes ", Numbers.fixed(candidate.witnesses().votes(), 1)),
            cell("u ", Numbers.significant(candidate.witnesses().lossOfEverybody())),
            Element.of("span", result(index)).styled(taken ? "result taken" : "result"));
    return Element.of(
            "details",
            line.styled("line"),
            Element.of(
                "p",
                "Would leave out ",
                Numbers.count(candidate.leftOut().size(), "client"),
                ": ",
                names(candidate.leftOut())),
            WitnessTable.of(candidate))
        .with("id", "candidate-" + (index + 1));
  }

  /** The label is heard and, on narrow screens, seen in place of the heading of the column. */
  private static Element cell(String label, String text) {
    return Element.of("span", Element.of("span", label).styled("label"), text);
  }

  static String view(Candidate candidate) {
    return candidate.layer() == null
        ? wide(candidate.view())
        : "layer " + (candidate.layer().isEmpty() ? candidate.view().code() : candidate.layer());
  }

  private static String wide(SplitView view) {
    return view.equals(SplitView.DIRECTION)
        ? "directions over rounds"
        : view.equals(SplitView.STANDING) ? "convicted before" : "all layers, balanced";
  }

  /** Why this candidate decided, or why not. */
  String result(int index) {
    Candidate candidate = decision.candidates().get(index);
    if (decision.taken().equals(OptionalInt.of(index))) {
      return "decided";
    }
    return candidate.passes() ? passed(candidate) : "not taken: " + refusal(candidate);
  }

  private String passed(Candidate candidate) {
    Candidate taken = decision.decisive().orElse(null);
    if (taken == null) {
      return "passes";
    }
    return new HashSet<>(candidate.leftOut()).equals(new HashSet<>(taken.leftOut()))
        ? "passes: the same split as the one that decided"
        : "passes, but the one that decided has a larger " + better(taken) + ")";
  }

  private static String better(Candidate taken) {
    Further further = taken.further();
    return further == null
        ? "u (" + Numbers.significant(taken.witnesses().lossOfEverybody())
        : "x (" + Numbers.significant(further.netHarm());
  }

  private static String refusal(Candidate candidate) {
    List<String> reasons = new ArrayList<>();
    if (!(candidate.witnesses().votes() >= Witness.NEEDED)) {
      reasons.add("votes below " + Numbers.fixed(Witness.NEEDED, 0));
    }
    if (!(candidate.witnesses().lossOfEverybody() >= candidate.required())) {
      reasons.add("u below " + Numbers.significant(candidate.required()));
    }
    Further further = candidate.further();
    if (further != null && !MemoryConditions.harms(further)) {
      reasons.add("x below " + Numbers.fixed(MemoryConditions.HARMS, 0));
    }
    if (further != null && !MemoryConditions.isNoHelp(further)) {
      reasons.add("the left-out clients help by themselves");
    }
    return reasons.isEmpty() ? "it did not pass" : String.join(", ", reasons);
  }

  /** The first names, each leading to its row; the rest as a number. */
  Element names(List<String> clients) {
    Element names = Element.of("span").styled("names");
    clients.stream().limit(NAMES).forEach(client -> names.add(roster.link(client), " "));
    int more = clients.size() - NAMES;
    return more > 0
        ? names.add("and " + Numbers.count(more) + " more, all in the table of clients")
        : names;
  }
}
