package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIA:pssst@bucket/updates",
        "s3a://AKIA:ps/sst@bucket/updates",
        "s3a://AKIA%3Apssst@bucket/updates",
        "hdfs://me:pssst@namenode:8020/updates",
      })
  void inAUriAreRefusedWithoutTellingThem(String uri) {
    for (String key : List.of("updates", "models", "root.data", "root.update", "admission.keys")) {
      assertThatThrownBy(() -> SettingsLoader.load(null, Map.of(key, uri)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(key + ": expected a path or a URI without credentials")
          .hasMessageContaining(Secrets.HIDDEN)
          .hasMessageNotContaining("sst");
    }
  }

  @Test
  void placesWithPortsAndSignsAreNoSecrets() {
    Map<String, String> places =
        Map.of("updates", "hdfs://namenode:8020/a:b@c", "models", "s3a://bucket/a:b@c");
    Settings settings = SettingsLoader.load(null, places);
    assertThat(settings.updates()).isEqualTo(places.get("updates"));
    assertThat(settings.effective()).containsEntry("models", "s3a://bucket/a:b@c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIA:pssst@bucket/updates: no such bucket",
        "s3a://AKIA:ps/sst@bucket/updates: no such bucket",
        "no answer from https://me:pssst@proxy:8080/x",
        "SecretKey=pssst, region=x",
        "token: pssst",
        "options -Djavax.net.ssl.keyStorePassword=pssst -Xmx1g",
      })
  void inAMessageAreReplaced(String message) {
    assertThat(Secrets.redacted(message)).contains(Secrets.HIDDEN).doesNotContain("sst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "round 7 has 2 admitted uploads of 5 client directories (1 bad-signature)",
        "hdfs://namenode:8020/models/round=7/commit.json does not exist",
        "s3a://bucket/updates holds no client=<id> directory",
      })
  void otherMessagesStay(String message) {
    assertThat(Secrets.redacted(message)).isEqualTo(message);
  }
}
