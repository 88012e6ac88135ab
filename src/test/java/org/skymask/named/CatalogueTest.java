package org.skymask.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Houses that are declared for this test. */
class CatalogueTest {
  private static final Declared<String> SHED =
      Declaration.of("shed", "keeps tools").madeBy(given -> "shed");

  private static final Declared<String> HUT =
      Declaration.of("hut", "keeps people", "Vitruvius")
          .with(
              Parameter.of("doors", Allowed.whole(1, 4), 1, "ways in"),
              Parameter.found("height", Allowed.above(0), "that of its people", "of the roof"),
              Parameter.required("area", Allowed.above(0), "of the floor"),
              Parameter.shared("house.colour", Allowed.words("red", "blue"), "of all houses"),
              Parameter.of("annexe", Allowed.name("a house"), "shed", "what stands beside it"))
          .madeBy(CatalogueTest::hut);

  private static final Catalogue<String> HOUSES =
      Catalogue.of("house", "house", List.of(SHED), List.of(HUT));

  private static String hut(Given given) {
    return given.name()
        + " "
        + given.whole("doors")
        + " "
        + given.number("height", 2)
        + " "
        + given.number("area")
        + " "
        + given.text("house.colour")
        + ", "
        + given.other("annexe", HOUSES);
  }

  @Test
  void whatIsNotGivenHoldsByDefault() {
    assertThat(HOUSES.make("hut", Map.of("area", 9), Map.of("house.colour", "red")))
        .isEqualTo("hut 1 2.0 9.0 red, shed");
    assertThat(
            HOUSES.make(
                "hut",
                Map.of("area", "9", "height", 3, "doors", 2, "annexe", Map.of("name", "shed")),
                Map.of("house.colour", "blue", "house.other", 1)))
        .isEqualTo("hut 2 3.0 9.0 blue, shed");
  }

  private static void refused(Map<String, ?> own, Map<String, ?> shared, String message) {
    assertThatThrownBy(() -> HOUSES.make("hut", own, shared))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void errorsNameKeyValueAndWhatWasExpected() {
    refused(
        Map.of("doors", 5),
        Map.of(),
        "house.hut.doors: expected a whole number, from 1 to 4, found 5");
    refused(
        Map.of(),
        Map.of("house.colour", "grey"),
        "house.colour: expected \"red\" or \"blue\", found grey");
    refused(
        Map.of(),
        Map.of(),
        "hut needs house.hut.area, of the floor: expected a number, above 0, found nothing");
    refused(
        Map.of("area", 9),
        Map.of(),
        "hut needs house.colour, of all houses: expected \"red\" or \"blue\", found nothing");
    refused(Map.of("door", 2), Map.of(), "house hut has no parameter door; did you mean doors?");
    refused(
        Map.of("house.colour", "red"),
        Map.of(),
        "house hut has no parameter house.colour; known: doors, height, area, annexe");
    refused(
        Map.of("area", 9, "annexe", Map.of("doors", 1)),
        Map.of("house.colour", "red"),
        "house.hut.annexe: expected a name in the block, found {doors=1}");
    refused(
        Map.of("area", 9, "annexe", "shad"),
        Map.of("house.colour", "red"),
        "there is no house shad; did you mean shed?");
  }

  @Test
  void unknownNamesMayHaveMeantAnother() {
    assertThatThrownBy(() -> HOUSES.get("Hutt"))
        .hasMessage("there is no house Hutt; did you mean hut?");
    assertThatThrownBy(() -> HOUSES.get("skyscraper"))
        .hasMessage("there is no house skyscraper; known: shed, hut");
    assertThatThrownBy(() -> HOUSES.make("shed", Map.of("doors", 1)))
        .hasMessage("house shed has no parameter doors; it has none");
  }

  @Test
  void onlyWhatWasDeclaredCanBeAskedFor() {
    Catalogue<String> wrong =
        Catalogue.of(
            "house",
            "house",
            List.of(Declaration.of("tent", "").madeBy(given -> given.text("poles"))));
    assertThatThrownBy(() -> wrong.make("tent", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tent declares no poles");
  }

  @Test
  void aDefaultIsInItsRange() {
    assertThatThrownBy(() -> Parameter.of("doors", Allowed.whole(1), 0, "ways in"))
        .hasMessage("doors");
  }
}
