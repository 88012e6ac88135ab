package org.skymask.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.history.Track;
import org.skymask.model.ClientResult;
import org.skymask.model.Recalled;

/** What the memory holds against clients, for a person at a terminal. */
final class HistoryMemory {
  private HistoryMemory() {}

  /** A line a client that something is held against; empty where no memory was kept. */
  static String of(List<Track> tracks) {
    if (tracks.stream().noneMatch(HistoryMemory::isRemembered)) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("client", "evidence", "curvature", "flag"));
    for (Track track : tracks) {
      Recalled last = last(track);
      if (last != null && (last.evidence() > 0 || last.reversed())) {
        List<String> row = new ArrayList<>(List.of(track.client()));
        row.addAll(cells(last));
        row.add(last.reversed() ? "reversed" : "");
        rows.add(row);
      }
    }
    return rows.size() == 1
        ? "\nNothing is held against these clients.\n"
        : "\nHeld against clients (evidence of 1.5 or more, or the flag, leaves out):\n"
            + TextTable.of(rows);
  }

  /** Whether a decision with memory judged the client in one of the rounds. */
  static boolean isRemembered(Track track) {
    return last(track) != null;
  }

  /** Evidence and curvature. */
  static List<String> cells(@Nullable Recalled recalled) {
    return recalled == null
        ? List.of("", "")
        : List.of(
            String.format(Locale.ROOT, "%.2f", recalled.evidence()),
            recalled.curvature() == null
                ? ""
                : String.format(Locale.ROOT, "%+.2f", recalled.curvature()));
  }

  private static @Nullable Recalled last(Track track) {
    return track.seen().stream()
        .map(ClientResult::recalled)
        .filter(Objects::nonNull)
        .reduce((first, second) -> second)
        .orElse(null);
  }
}
