package org.skymask.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;

/**
 * Rounds of a federation, from the first to the last, and the clients' tracks through them.
 *
 * @param rounds in order, each number once
 * @param tracks of everybody who had a directory in one of them, by name
 * @param recent how many of the last rounds count as recent
 */
public record History(List<JudgedRound> rounds, List<Track> tracks, int recent) {
  /** How many of the last rounds count as recent where nobody says. */
  public static final int RECENT = 5;

  /** Fewer recent rounds than this say nothing. */
  public static final int LEAST_RECENT = 3;

  public History {
    rounds = List.copyOf(rounds);
    tracks = List.copyOf(tracks);
  }

  /**
   * @param recent how many of the last rounds count as recent
   */
  public static History of(List<JudgedRound> rounds, int recent) {
    Map<String, Track> tracks = new TreeMap<>();
    for (int r = 0; r < rounds.size(); r++) {
      add(rounds.get(r), r, rounds.size(), tracks);
    }
    Drift drift = new Drift(rounds, recent);
    return new History(rounds, tracks.values().stream().map(drift::judged).toList(), recent);
  }

  private static void add(JudgedRound round, int at, int rounds, Map<String, Track> tracks) {
    List<ClientResult> clients = round.clients();
    for (ClientResult client : clients) {
      tracks
          .computeIfAbsent(client.client(), name -> empty(name, rounds))
          .results()
          .set(at, client);
    }
    for (Figure figure : Figure.values()) {
      double[] positions = figure.positions(clients);
      for (int i = 0; i < positions.length; i++) {
        Track track = Objects.requireNonNull(tracks.get(clients.get(i).client()));
        Objects.requireNonNull(track.positions().get(figure))[at] = positions[i];
      }
    }
  }

  private static Track empty(String client, int rounds) {
    List<@Nullable ClientResult> nowhere = new ArrayList<>();
    for (int r = 0; r < rounds; r++) {
      nowhere.add(null);
    }
    Map<Figure, double[]> positions = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      double[] unknown = new double[rounds];
      Arrays.fill(unknown, Double.NaN);
      positions.put(figure, unknown);
    }
    return new Track(client, nowhere, positions, List.of());
  }

  /** Whether any client was in enough of the recent rounds to tell whether it drifts. */
  public boolean tells() {
    int from = Drift.from(rounds, recent);
    return tracks.stream()
        .anyMatch(
            track ->
                track.results().subList(from, rounds.size()).stream()
                        .filter(Objects::nonNull)
                        .count()
                    >= LEAST_RECENT);
  }

  /** What is said where nobody is found to drift. */
  public String nobody() {
    return tells()
        ? "Nobody drifts."
        : "Too few rounds to tell who drifts: "
            + LEAST_RECENT
            + " of a client's recent rounds are needed.";
  }

  /** The tracks of clients that drift, by name. */
  public List<Track> drifting() {
    return tracks.stream().filter(Track::drifts).toList();
  }
}
