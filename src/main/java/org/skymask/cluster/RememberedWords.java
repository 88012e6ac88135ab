package org.skymask.cluster;

import java.util.ArrayList;
import java.util.List;
import org.skymask.memory.ClientRecord;
import org.skymask.memory.Evidence;
import org.skymask.memory.RoundMemory.Verdict;

/** Says in a sentence or two why clients were left out by memory. */
record RememberedWords(Verdict verdict) {

  String why() {
    int out = out();
    String left = out + (out == 1 ? " client is" : " clients are") + " left out";
    return switch (verdict.by()) {
      case LOST ->
          "The memory of earlier rounds is not there, so this round is decided without it: "
              + left
              + ". A new memory begins.";
      case TOO_FEW ->
          "Memory would leave too few clients, so this round is decided without it: " + left + ".";
      case MEMORY ->
          out == 0
              ? "There is not enough evidence against any client, so everybody is kept."
              : left + ": " + String.join(", ", reasons()) + ".";
    };
  }

  private List<String> reasons() {
    long banned = verdict.records().stream().filter(ClientRecord::banned).count();
    long evidence =
        verdict.records().stream()
            .filter(record -> !record.banned() && record.evidence() >= Evidence.CONVICTS)
            .count();
    long reversed =
        verdict.records().stream()
            .filter(record -> !record.banned() && record.evidence() < Evidence.CONVICTS)
            .filter(ClientRecord::reversed)
            .count();
    List<String> reasons = new ArrayList<>();
    add(reasons, banned, "shut out by an operator");
    add(reasons, evidence, "for the evidence of this round and earlier ones");
    add(reasons, reversed, "for updates that are reversed");
    add(reasons, newcomers(), "new and left out by this round alone");
    return reasons;
  }

  private static void add(List<String> reasons, long count, String why) {
    if (count > 0) {
      reasons.add(count + " " + why);
    }
  }

  /** Left out though nothing is held against them. */
  private int newcomers() {
    int count = 0;
    for (int i = 0; i < verdict.accepted().length; i++) {
      count += !verdict.accepted()[i] && !verdict.records().get(i).isOut() ? 1 : 0;
    }
    return count;
  }

  private int out() {
    int out = 0;
    for (boolean accepted : verdict.accepted()) {
      out += accepted ? 0 : 1;
    }
    return out;
  }
}
