package org.skymask.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.skymask.history.Clients.accepted;
import static org.skymask.history.Clients.filtered;
import static org.skymask.history.Clients.refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.skymask.model.ClientResult;
import org.skymask.model.Reason;

class FigureTest {
  /** Densities 0.1, 0.2, 0.3, 0.5, 0.9: median 0.3, absolute deviations 0, .1, .2, .2, .6. */
  @Test
  void positionsByHand() {
    List<ClientResult> clients =
        List.of(
            accepted("a", 1, 0.1),
            accepted("b", 1, 0.2),
            accepted("c", 1, 0.3),
            filtered("d", 1, 0.5),
            accepted("e", 1, 0.9));
    double unit = 1.4826 * 0.2;
    assertThat(Figure.DENSITY.positions(clients))
        .containsExactly(
            new double[] {-0.2 / unit, -0.1 / unit, 0, 0.2 / unit, 0.6 / unit}, within(1e-12));
  }

  @Test
  void whoWasNotAdmittedHasNoPlaceAndNoSay() {
    List<ClientResult> clients = new ArrayList<>(Clients.usual());
    double[] before = Figure.NORM.positions(clients);
    clients.add(refused("late", Reason.WRONG_ROUND));
    double[] after = Figure.NORM.positions(clients);
    assertThat(after).startsWith(before);
    assertThat(after[before.length]).isNaN();
  }

  @Test
  void fewClientsHaveNoMiddle() {
    assertThat(Figure.NORM.positions(Clients.usual().subList(0, 3)))
        .containsOnly(Double.NaN)
        .hasSize(3);
    assertThat(Figure.NORM.positions(Clients.usual().subList(0, 4)))
        .doesNotContain(Double.NaN)
        .hasSize(4);
  }

  @Test
  void clientsThatAreNearlyTheSameAreNotFarFromEachOther() {
    List<ClientResult> clients = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clients.add(accepted("same-" + i, 1, 0.5));
    }
    clients.add(accepted("nearly", 1.0001, 0.50001));
    assertThat(Figure.NORM.positions(clients)[5]).isBetween(0.0, 0.01);
    assertThat(Figure.DENSITY.positions(clients)[5]).isBetween(0.0, 0.01);
  }

  @Property(seed = "6")
  void normsOfAnyUnitAndOrderStandAlike(
      @ForAll @Size(min = 4, max = 9) List<@DoubleRange(min = 0.01, max = 100) Double> norms,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double unit) {
    List<ClientResult> one = new ArrayList<>();
    List<ClientResult> other = new ArrayList<>();
    for (double norm : norms) {
      one.add(accepted("c", norm, 0.5));
      other.add(accepted("c", norm * unit, 0.5));
    }
    double[] positions = Figure.NORM.positions(one);
    assertThat(Figure.NORM.positions(other)).containsExactly(positions, within(1e-6));
    Collections.reverse(other);
    double[] reversed = Figure.NORM.positions(other);
    assertThat(reversed[0]).isCloseTo(positions[positions.length - 1], within(1e-6));
  }
}
