package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skymask.model.Outcome;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Counts;
import org.skymask.model.RoundRecord.Rollback;
import org.skymask.round.RoundResult;

class RollbackTextTest {
  private static RoundResult result(boolean before) {
    RoundRecord record =
        new RoundRecord(
            new RoundRecord.Identity("demo", 7, "x", "sha256:cd"),
            new RoundRecord.Result(
                Outcome.ROLLED_BACK,
                "Version 7 has the values of version 4 again. Reason: poisoned",
                new Counts(0, 0, 0, 0),
                "sha256:ab",
                null),
            new RoundRecord.Judged(
                null, OptionalDouble.empty(), null, List.of(), List.of(), List.of(), null),
            new RoundRecord.Origin(List.of(), null, Map.of(), Map.of()),
            List.of(),
            null);
    return new RoundResult(
        record.withRollback(new Rollback(4, "poisoned")),
        List.of(),
        "m/round=7/attempt=x",
        List.of(),
        "m/round=7/commit.json",
        before);
  }

  @Test
  void saysWhatStandsAndWhatClientsDo() {
    assertThat(RollbackText.of(result(false), List.of("site-a", "site-b")).lines())
        .containsExactly(
            "Version 7 of demo: rolled-back. Version 7 has the values of version 4 again. Reason:"
                + " poisoned",
            "Uploads for round 7 are not used: site-a, site-b.",
            "Clients fetch version 7 and train for round 8.",
            "",
            "model   sha256:ab",
            "commit  m/round=7/commit.json",
            "report  m/round=7/attempt=x/report.html");
  }

  @Test
  void ofManyUploadsSomeAreNamed() {
    List<String> many = IntStream.range(0, 25).mapToObj(i -> "site-" + i).toList();
    assertThat(RollbackText.of(result(true), many))
        .contains("demo: rolled-back before. ")
        .contains("site-19 and 5 more.\n")
        .doesNotContain("site-20");
    assertThat(RollbackText.of(result(false), List.of())).doesNotContain("not used");
  }
}
