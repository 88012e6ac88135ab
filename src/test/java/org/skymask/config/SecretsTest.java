package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.s3a.access.key",
        "spark.hadoop.fs.s3a.session.token",
        "spark.hadoop.fs.azure.account.key.silo.dfs.core.windows.net",
        "spark.ssl.keyPassword",
        "spark.kubernetes.authenticate.submission.oauthToken",
        "spark.hadoop.Fs.S3A.SECRET.KEY",
        "rule.krum.api-token",
        "rule.krum.db.Credential",
      })
  void neverReachTheRecordOfARound(String key) {
    Settings settings = SettingsLoader.load(null, Map.of(key, "pssst"));
    assertThat(settings.effective().toString()).contains(Secrets.HIDDEN).doesNotContain("pssst");
    assertThat(settings.toString()).doesNotContain("pssst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx1g -Djavax.net.ssl.keyStorePassword=pssst", "http://me:pssst@proxy:1"})
  void areSeenInValuesToo(String value) {
    Settings settings = SettingsLoader.load(null, Map.of("spark.executor.options", value));
    assertThat(settings.effective().toString()).contains(Secrets.HIDDEN).doesNotContain("pssst");
    assertThat(settings.spark()).containsEntry("spark.executor.options", value);
  }

  @Test
  void otherKeysStay() {
    Settings settings =
        SettingsLoader.load(
            null,
            Map.of(
                "spark.hadoop.fs.s3a.endpoint", "http://h:9000", "admission.keys", "hdfs://h/k"));
    assertThat(settings.effective().get("spark"))
        .isEqualTo(Map.of("hadoop.fs.s3a.endpoint", "http://h:9000"));
    assertThat(settings.effective().toString())
        .contains("keys=hdfs://h/k")
        .doesNotContain(Secrets.HIDDEN);
  }
}
