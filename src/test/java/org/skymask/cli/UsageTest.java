package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.attack.Attacks;
import org.skymask.round.judge.Aggregators;
import org.skymask.rule.Rules;
import org.skymask.simulate.data.Splits;

/** Whatever is refused before anything slow is started. */
class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rond                   | unknown command rond; did you mean round or pardon or rollback?",
        "round --bogus          | unknown option --bogus",
        "round --verbos         | unknown option --verbos; did you mean --verbose?",
        "round leftover         | unexpected leftover",
        "round --round x        | Invalid value for option '--round'",
        "round --round 3000000000 | Invalid value for option '--round'",
        "init                   | Missing required option: '--from",
        "round --config         | Missing required parameter for option '--config'",
        "round -D models        | federation is not set",
        "round                  | federation is not set: write federation = … in the file",
        "validate -D federation=a -D models=b | updates is not set",
        "evaluate -D models=b   | root.data is not set",
        "report                 | models is not set",
        "site                   | models is not set",
        "round --config none.conf | none.conf: no such file",
        "round --config src     | src: expected a file",
        "round --on-rejection halt | --on-rejection halt: expected stop or carry",
        "verify                 | models is not set",
        "verify -D models=a --round -1 | --round -1: version 0 is the initial model",
        "status                 | models is not set",
        "status -D models=a --versions 0 | --versions 0: expected 1 or more",
        "status none.conf       | none.conf: no such file",
        "sweep                  | models is not set",
        "sweep -D models=a --older-than 7  | --older-than 7: expected a duration such as 7d",
        "sweep -D models=a --older-than -7d | --older-than -7d: expected a duration such as 7d",
        "sweep -D models=a --older-than 59m | --older-than 59m: less than 1h, and a running",
        "sweep -D models=a -D sweep.older-than=5m | sweep.older-than: expected a duration",
        "round -D mask.epoch=3  | unknown key mask.epoch; did you mean mask.epochs?",
        "round -D mask.epochs=0 | mask.epochs: expected a whole number, 1 or more",
        "simulate --output a            | Missing required parameter: 'FILE'",
        "simulate none.conf             | Missing required option: '--output",
        "simulate none.conf --output a  | none.conf: no such file",
        "simulate x --output a --part 3 | --part 3: expected K/N with K from 1 to N, such as 1/2",
        "simulate x --output a --part 0/2 | --part 0/2: expected K/N with K from 1 to N",
        "simulate x --output a --part 3/2 | --part 3/2: expected K/N with K from 1 to N",
        "simulate x --output a --part 1/2 --cell b | --part and --cell: expected one of them",
        "rollback --reason x            | Missing required option: '--to",
        "rollback --to 1                | federation is not set",
        "rollback --to 1 --reason x     | federation is not set",
        "rollback --to x --reason x     | Invalid value for option '--to'",
        "rollback --to -1 --reason x -D federation=a -D models=b | --to -1: version 0 is the",
        "rollback --to 1 --round 0 --reason x -D federation=a -D models=b | --round 0: the first",
        "site -D models=a --last 0 | --last 0: expected 1 or more",
        "report -D models=a --round 0 | --round 0: the first round is 1",
        "evaluate -D models=a x.parquet --version -1 | --round -1: version 0 is the initial model",
      })
  void aCommandThatCannotBeUnderstoodSaysWhy(String arguments, String message) {
    Run run = Run.of(arguments.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rond --json", "round --json --bogus", "round --json -D mask.epoch=3"})
  void errorsAreOneJsonObjectWhereThatIsAskedFor(String arguments) {
    Run run = Run.of(arguments.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.json().path("exit").asInt()).isEqualTo(2);
    assertThat(run.json().path("error").asText()).isEqualTo(run.message());
  }

  @Test
  void anUnknownRuleIsToldWhichExist(@TempDir Path directory) {
    TestFederation digits = TestFederation.digits(directory);
    Run run = Run.of(digits, "round", "-D", "aggregator=mean");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message())
        .startsWith("aggregator = mean: there is no rule mean; did you mean median?");
  }

  private static void tells(String help, List<String> names) {
    String text = help.replaceAll("\\s+", " ");
    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(text).contains(" " + name));
  }

  @Test
  void helpNamesWhatThereIs() {
    tells(Run.of("replay", "--help").out(), Aggregators.names());
    String simulate = Run.of("simulate", "--help").out();
    tells(simulate, Aggregators.names());
    tells(simulate, Rules.BEFORE.names());
    tells(simulate, Attacks.ALL.names());
    tells(simulate, Splits.ALL.names());
  }

  @Test
  void aRuleThatNeedsFSaysSoBeforeSparkStarts(@TempDir Path directory) {
    Run run = Run.of(TestFederation.digits(directory), "round", "-D", "aggregator=nnm+median");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message()).contains("rule.byzantine-count");
  }

  @Test
  void roundsAreNumberedFromOne(@TempDir Path directory) {
    TestFederation digits = TestFederation.digits(directory);
    for (String number : new String[] {"0", "-4"}) {
      assertThat(Run.of(digits, "round", "--round", number))
          .returns(2, Run::exit)
          .returns("--round " + number + ": the first round is 1", Run::message);
    }
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    assertThat(Run.of()).returns(2, Run::exit).returns("", Run::out);
    assertThat(Run.of().err()).startsWith("Usage: skymask");
  }

  @Test
  void helpTellsCommandsAndExitCodes() {
    Run run = Run.of("--help");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("init", "round", "validate", "evaluate", "report", "status", "verify", "sweep")
        .contains("site", "simulate", "rollback")
        .contains("3  quorum not met", "6  commit state unknown")
        .doesNotContain("\n\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "round",
        "rollback",
        "validate",
        "evaluate",
        "report",
        "site",
        "verify",
        "sweep",
        "simulate"
      })
  void everyCommandExplainsItsOptions(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Usage: skymask " + command)
        .contains("--config FILE", "--json", "--verbose", "KEY=VALUE")
        .doesNotContain("-D=");
    assertThat(Run.of("help", command).out()).isEqualTo(run.out());
  }

  @Test
  void optionsTakeAnEqualsSignToo() {
    assertThat(Run.of("round", "--config=none.conf").message())
        .isEqualTo(Path.of("none.conf").toAbsolutePath() + ": no such file");
  }

  @Test
  void theVersionNamesWhatItRunsOn() {
    Run run = Run.of("--version");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("skymask 0.").doesNotContain("$", "null");
    assertThat(run.out().lines().map(line -> line.split(" ", 2)[0]))
        .contains("dl4j", "djl", "hadoop", "java", "libtorch", "nd4j", "os", "scala", "spark")
        .contains("tribuo", "parquet", "jackson", "config", "picocli", "aws-sdk", "aws-sdk-v1");
    assertThat(run.out().lines()).allMatch(line -> line.matches("\\S+ +\\S.*"));
  }

  @Test
  void theVersionIsOneJsonObjectWhereThatIsAskedFor() {
    Run run = Run.of("--version", "--json");
    assertThat(run.exit()).isZero();
    assertThat(run.json().path("spark").asText()).startsWith("3.5");
    assertThat(run.json().path("jackson").asText())
        .isEqualTo(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString());
    assertThat(run.json().path("picocli").asText()).isEqualTo(picocli.CommandLine.VERSION);
    assertThat(run.json().path("libtorch").asText()).matches("\\d+\\.\\d+\\.\\d+ \\(CPU\\)");
    assertThat(run.json().path("nd4j").asText()).endsWith("(CPU, oneDNN with AVX2)");
  }

  /** {@code skymask --json round} would print no JSON. */
  @Test
  void jsonBeforeACommandIsRefused() {
    Run run = Run.of("--json", "round");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.message()).contains("--version");
  }
}
