package org.skymask.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skymask.model.ClientResult;
import org.skymask.model.Verdict;

/**
 * The clients in the order of the page: whoever needs attention first, then by name. Each has a row
 * of the table that other sections point to.
 */
final class Roster {
  /** What a reader wants to see first. */
  static final List<Verdict> ORDER =
      List.of(Verdict.FILTERED, Verdict.QUARANTINED, Verdict.INCOMPLETE, Verdict.ACCEPTED);

  private static final Comparator<ClientResult> READING =
      Comparator.comparingInt((ClientResult client) -> ORDER.indexOf(client.verdict()))
          .thenComparing(ClientResult::client);

  private final List<ClientResult> clients;
  private final Map<String, String> anchors = new HashMap<>();

  Roster(List<ClientResult> clients) {
    this.clients = clients.stream().sorted(READING).toList();
    for (int i = 0; i < this.clients.size(); i++) {
      anchors.put(this.clients.get(i).client(), "client-" + (i + 1));
    }
  }

  List<ClientResult> clients() {
    return clients;
  }

  List<ClientResult> with(Verdict verdict) {
    return clients.stream().filter(client -> client.verdict() == verdict).toList();
  }

  /** The id of the client's row; empty where the table has no such client. */
  String anchor(String client) {
    return anchors.getOrDefault(client, "");
  }

  /** The client's name, leading to its row. */
  Element link(String client) {
    Element name = Element.of("bdi", client);
    String anchor = anchor(client);
    return anchor.isEmpty() ? name : Element.of("a", name).with("href", "#" + anchor);
  }
}
