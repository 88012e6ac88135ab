package org.skymask.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.ConfigRedactor;
import org.apache.hadoop.conf.Configuration;
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
        "spark.hadoop.fs.s3a.encryption.key",
        "spark.hadoop.fs.s3a.bucket.models.encryption.context",
        "spark.hadoop.fs.s3a.server-side-encryption.key",
        "spark.hadoop.fs.azure.sas.container.account.blob.core.windows.net",
        "spark.hadoop.fs.azure.sas.fixed.token.account",
        "spark.hadoop.fs.azure.account.oauth2.client.id",
        "spark.hadoop.ssl.server.keystore.pass",
        "spark.hadoop.fs.oss.accessKeyId",
        "spark.hadoop.fs.of.somebody.max",
        "spark.executorEnv.AZURE_STORAGE_SAS",
        "spark.kubernetes.driverEnv.VAULT",
        "rule.krum.db.Credential",
      })
  void neverReachTheRecordOfARound(String key) {
    Settings settings = SettingsLoader.load(null, Map.of(key, "pssst"));
    assertThat(settings.effective().toString()).contains(Secrets.HIDDEN).doesNotContain("pssst");
    assertThat(settings.toString()).doesNotContain("pssst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g -Djavax.net.ssl.keyStorePassword=pssst",
        "http://me:pssst@proxy:1",
        "https://h/jar?sv=2022&sig=pssst",
        "https://h/jar?X-Amz-Signature=pssst",
        "s3a://b/k?Signature=pssst",
        "AKIA0EXAMPLE0PSSST00",
        "eyJhbGciOiJI.eyJzdWIi.pssst",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYpssst0",
      })
  void areSeenInValuesToo(String value) {
    Settings settings = SettingsLoader.load(null, Map.of("spark.executor.options", value));
    assertThat(settings.effective().toString())
        .contains(Secrets.HIDDEN)
        .doesNotContainIgnoringCase("pssst");
    assertThat(settings.spark()).containsEntry("spark.executor.options", value);
  }

  @Test
  void otherKeysStay() {
    Settings settings =
        SettingsLoader.load(
            null,
            Map.of(
                "spark.hadoop.fs.s3a.endpoint", "http://h:9000",
                "spark.hadoop.fs.s3a.bucket.models.endpoint.region", "eu-central-1",
                "spark.hadoop.fs.s3a.attempts.maximum", "5",
                "spark.hadoop.fs.any.pause", "500ms",
                "spark.hadoop.dfs.ha.namenodes.ns", "nn1,nn2",
                "spark.executorEnv.OMP_NUM_THREADS", "1",
                "spark.local.dir", "/mnt/Data1/spark/scratch/of/federations/all",
                "admission.keys", "hdfs://h/k"));
    assertThat(settings.effective().get("spark"))
        .isEqualTo(
            Map.of(
                "hadoop.fs.s3a.endpoint", "http://h:9000",
                "hadoop.fs.s3a.bucket.models.endpoint.region", "eu-central-1",
                "hadoop.fs.s3a.attempts.maximum", "5",
                "hadoop.fs.any.pause", "500ms",
                "hadoop.dfs.ha.namenodes.ns", "nn1,nn2",
                "executorEnv.OMP_NUM_THREADS", "1",
                "local.dir", "/mnt/Data1/spark/scratch/of/federations/all"));
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
  void aContainerBeforeItsHostIsNone() {
    String place = "abfss://uploads@silo.dfs.core.windows.net/updates";
    assertThat(SettingsLoader.load(null, Map.of("updates", place)).where().updates())
        .isEqualTo(place);
    Map<String, String> withKey = Map.of("updates", "abfss://uploads:pssst@silo/updates");
    assertThatThrownBy(() -> SettingsLoader.load(null, withKey))
        .hasMessageContaining(Secrets.HIDDEN)
        .hasMessageNotContaining("pssst");
  }

  @Test
  void allThatHadoopItselfHidesIsHidden() {
    List<String> sensitive =
        List.of(
            "fs.s3a.session.token",
            "fs.azure.account.key.x",
            "fs.s3a.bucket.b.server-side-encryption.key",
            "dfs.webhdfs.oauth2.refresh.token",
            "hadoop.security.credential");
    ConfigRedactor redactor = new ConfigRedactor(new Configuration());
    for (String key : sensitive) {
      assertThat(redactor.redact(key, "pssst")).as(key).doesNotContain("pssst");
      assertThat(Secrets.hide("spark.hadoop." + key, "pssst")).isEqualTo(Secrets.HIDDEN);
    }
  }

  @Test
  void thePathOfAnObserversUrlIsHidden() {
    assertThat(Secrets.hide("observe.mlflow.url", "https://a.example:1/t/T0K3N/x"))
        .isEqualTo("https://a.example:1/" + Secrets.HIDDEN);
    assertThat(Secrets.hide("observe.mlflow.url", "https://a.example:1/"))
        .isEqualTo("https://a.example:1/");
    assertThat(Secrets.hide("observe.openlineage.file", "/var/log/events"))
        .isEqualTo("/var/log/events");
  }

  @Test
  void sparksOwnPagesHideTheSame() {
    Pattern spark = Pattern.compile(Secrets.REGEX);
    for (String key :
        List.of("spark.hadoop.fs.s3a.encryption.key", "spark.hadoop.fs.azure.sas.c.a", "a?sig=1")) {
      assertThat(spark.matcher(key).find()).as(key).isTrue();
    }
    for (String key :
        List.of(
            "spark.hadoop.fs.s3a.endpoint",
            "spark.hadoop.fs.s3a.connection.timeout",
            "spark.executor.memory")) {
      assertThat(spark.matcher(key).find()).as(key).isFalse();
    }
  }

  @Test
  void placesWithPortsAndSignsAreNoSecrets() {
    Map<String, String> places =
        Map.of("updates", "hdfs://namenode:8020/a:b@c", "models", "s3a://bucket/a:b@c");
    Settings settings = SettingsLoader.load(null, places);
    assertThat(settings.where().updates()).isEqualTo(places.get("updates"));
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
        "GET https://h/o?X-Amz-Date=1&X-Amz-Signature=pssst&x=1: status 403",
        "https://a.blob.core.windows.net/c/b?sv=2022-11-02&sig=pssst%3D",
        "status 401 for Authorization: Bearer pssst.pssst",
        "fs.s3a.encryption.key=pssst",
        "the key AKIA0PSSST00EXAMPLE0 is unknown",
      })
  void inAMessageAreReplaced(String message) {
    assertThat(Secrets.redacted(message))
        .contains(Secrets.HIDDEN)
        .doesNotContainIgnoringCase("sst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "round 7 has 2 admitted uploads of 5 client directories (1 bad-signature)",
        "hdfs://namenode:8020/models/round=7/commit.json does not exist",
        "s3a://bucket/updates holds no client=<id> directory",
        "abfss://uploads@silo.dfs.core.windows.net/round=1 does not exist",
        "the round's design = 3, keys = 4",
      })
  void otherMessagesStay(String message) {
    assertThat(Secrets.redacted(message)).isEqualTo(message);
  }
}
