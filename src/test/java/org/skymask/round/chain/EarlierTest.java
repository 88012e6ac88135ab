package org.skymask.round.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.RoundRecord;
import org.skymask.storage.version.Documents;

class EarlierTest {
  private static final Settings NOW =
      SettingsLoader.load(null, Map.of("root.data", "root.parquet", "mask.epochs", "7"));

  /** A round whose software knew these keys. */
  private static RoundRecord then(String configuration) {
    return Documents.round(
        "{\"round\": 1, \"outcome\": \"committed\", \"configuration\": " + configuration + "}");
  }

  @Test
  void aKeyThatCameLaterHadItsDefault() throws IOException {
    RoundRecord then = then("{\"root\": {\"data\": \"root.parquet\"}, \"mask\": {\"epochs\": 7}}");
    assertThat(Earlier.findDifferences(then, NOW)).isEmpty();
  }

  @Test
  void aKeyThatCameLaterAndWasSetSinceDiffers() throws IOException {
    RoundRecord then = then("{\"root\": {\"data\": \"root.parquet\"}}");
    assertThat(Earlier.findDifferences(then, NOW)).containsExactly("mask.epochs = 7 (was 20)");
  }

  @Test
  void placesAreNoDifference() throws IOException {
    RoundRecord then =
        then(
            "{\"root\": {\"data\": \"file:///elsewhere\"}, \"mask\": {\"epochs\": 7},"
                + " \"updates\": \"u\", \"admission\": {\"keys\": \"k\", \"max-files\": 3},"
                + " \"spark\": {\"x\": \"1\"}, \"observe\": {\"timeout\": \"9s\"}}");
    assertThat(Earlier.findDifferences(then, NOW)).isEmpty();
  }

  @Test
  void parametersThatTheRuleDoesNotReadAreNoDifference() throws IOException {
    RoundRecord then =
        then(
            "{\"mask\": {\"epochs\": 7, \"block-length\": 5}, \"quorum\": {\"minimum-clients\":"
                + " 9}, \"rule\": {\"krum\": {\"neighbours\": 3}},"
                + " \"aggregation\": {\"maximum-share\": 0.5}}");
    assertThat(Earlier.findDifferences(then, NOW)).isEmpty();
    Settings krum =
        SettingsLoader.load(
            null, Map.of("aggregator", "nnm+krum", "rule.krum.neighbours", "2", "seed", "4"));
    RoundRecord byKrum =
        then(
            "{\"aggregator\": \"nnm+krum\", \"mask\": {\"epochs\": 7}, \"seed\": 4,"
                + " \"cluster\": {\"decision\": \"root-row\"},"
                + " \"rule\": {\"krum\": {\"neighbours\": 3}, \"dnc\": {\"filter\": 2.0}}}");
    assertThat(Earlier.findDifferences(byKrum, krum))
        .containsExactly("rule.krum.neighbours = 2 (was 3)");
  }

  @Test
  void theRuleItselfDiffers() throws IOException {
    Settings krum =
        SettingsLoader.load(null, Map.of("aggregator", "krum", "mask.epochs", "7", "seed", "1"));
    assertThat(Earlier.findDifferences(then("{\"mask\": {\"epochs\": 7}}"), krum))
        .containsExactly("aggregator = krum (was skymask)");
  }

  @Test
  void aKeyThatIsGoneDiffers() throws IOException {
    RoundRecord then =
        then("{\"root\": {\"data\": \"root.parquet\"}, \"mask\": {\"epochs\": 7, \"old\": true}}");
    assertThat(Earlier.findDifferences(then, NOW)).containsExactly("mask.old = not set (was true)");
  }
}
