package org.skymask.report;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skymask.model.Recalled;

/** A small drawing of a client's evidence and curvature over the rounds. */
record MemoryLine(ClientMemory client) {
  private static final double STEP = 10;
  private static final double HEIGHT = 24;
  private static final double EDGE = 2;
  private static final double MOST_EVIDENCE = 6;

  Element draw() {
    List<@Nullable Recalled> rounds = client.rounds();
    double width = STEP * rounds.size();
    String label =
        "evidence "
            + Numbers.fixed(client.evidence(), 1)
            + ", curvature "
            + Numbers.orNone(client.now().curvature(), value -> Numbers.signedFixed(value, 2));
    double limit = height(ClientMemory.CONVICTS / MOST_EVIDENCE);
    return Svg.image(width, HEIGHT, label)
        .add(
            Svg.title(label),
            Svg.line("row", 0, limit, width, limit),
            path("curvature", MemoryLine::curvature),
            path("guilt", recalled -> recalled.evidence() / MOST_EVIDENCE));
  }

  /** From 0 for −1 to 1; null where not known. */
  private static @Nullable Double curvature(Recalled recalled) {
    Double curvature = recalled.curvature();
    return curvature == null ? null : (Double) ((curvature + 1) / 2);
  }

  private static double height(double share) {
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
  }

  /** Broken where the client was away; a value without neighbours is a short dash. */
  private @Nullable Element path(String classes, Function<Recalled, @Nullable Double> share) {
    StringBuilder path = new StringBuilder();
    boolean goesOn = false;
    for (int r = 0; r < client.rounds().size(); r++) {
      Recalled recalled = client.rounds().get(r);
      Double value = recalled == null ? null : share.apply(recalled);
      boolean known = value != null && Double.isFinite(value);
      if (value != null && known) {
        double x = STEP * (r + 0.5);
        double y = height(Math.max(0, Math.min(1, value)));
        path.append(goesOn ? "L" + Svg.at(x, y) : "M" + Svg.at(x - 2, y) + "L" + Svg.at(x, y));
      }
      goesOn = known;
    }
    return path.isEmpty()
        ? null
        : Element.of("path").styled("line " + classes).with("d", path.toString());
  }
}
