package org.skymask.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import org.skymask.model.RoundRecord;
import org.skymask.report.RoundJson;

class EarlierTest {
  private static final Settings NOW =
      SettingsLoader.load(null, Map.of("root.data", "root.parquet", "mask.epochs", "7"));

  /** A round whose software knew these keys. */
  private static RoundRecord then(String configuration) {
    return RoundJson.parse(
        "{\"round\": 1, \"outcome\": \"committed\", \"configuration\": " + configuration + "}");
  }

  @Test
  void aKeyThatCameLaterHadItsDefault() throws IOException {
    RoundRecord then = then("{\"root\": {\"data\": \"root.parquet\"}, \"mask\": {\"epochs\": 7}}");
    assertThat(Earlier.differences(then, NOW)).isEmpty();
  }

  @Test
  void aKeyThatCameLaterAndWasSetSinceDiffers() throws IOException {
    RoundRecord then = then("{\"root\": {\"data\": \"root.parquet\"}}");
    assertThat(Earlier.differences(then, NOW)).containsExactly("mask.epochs = 7 (was 20)");
    assertThat(Earlier.differences(then("{\"mask\": {\"epochs\": 7}}"), NOW))
        .containsExactly("root.data = root.parquet (was not set)");
  }

  @Test
  void aKeyThatIsGoneDiffers() throws IOException {
    RoundRecord then =
        then("{\"root\": {\"data\": \"root.parquet\"}, \"mask\": {\"epochs\": 7, \"old\": true}}");
    assertThat(Earlier.differences(then, NOW)).containsExactly("mask.old = not set (was true)");
  }
}
