package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.Admission.Refused;
import org.skymask.model.Reason;
import org.skymask.model.Verdict;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** Uploads and what they hold; their manifests are {@link ManifestAdmissionTest}'s. */
class UploadAdmissionTest {
  private static final String CLIENT = "site-a";
  private static final float[] VALUES = Upload.values(1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(Path directory) throws IOException {
    return Upload.admission().admit(Local.raw(), Local.path(directory));
  }

  private void refused(Upload upload, Reason reason, String detail) throws IOException {
    assertRefused(admit(upload.write(round, CLIENT)), reason, detail);
  }

  static void assertRefused(Admission admission, Reason reason, String detail) {
    assertThat(admission).isInstanceOf(Refused.class);
    Refused refused = (Refused) admission;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.verdict()).isEqualTo(Verdict.QUARANTINED);
    assertThat(refused.detail()).contains(detail);
  }

  static Upload right() {
    return Upload.of(CLIENT, VALUES);
  }

  static Upload changed(Consumer<Upload> change) {
    Upload upload = right();
    change.accept(upload);
    return upload;
  }

  @Test
  void aRightUploadIsAdmitted() throws IOException {
    Upload upload = right();
    upload.manifest.put("comment", "fields that nobody knows are ignored");
    Admitted admitted = (Admitted) admit(upload.write(round, CLIENT));
    assertThat(admitted.client()).isEqualTo(CLIENT);
    assertThat(admitted.delta()).containsExactly(VALUES);
    assertThat(admitted.examples()).isEqualTo(600);
    assertThat(admitted.manifestSha256()).isEqualTo(Upload.sha256(upload.manifestBytes()));
    double norm = 0;
    for (int i = 0; i < Upload.LAYOUT.parameterCount(); i++) {
      norm += (double) VALUES[i] * VALUES[i];
    }
    assertThat(admitted.norm()).isEqualTo(Math.sqrt(norm), within(1e-12));
  }

  @Test
  void weightsBecomeADelta() throws IOException {
    float[] base = Upload.values(2);
    UploadAdmission admission =
        new UploadAdmission(Upload.policy(Limits.DEFAULTS, TrustedKeys.none()), base);
    Upload upload = changed(u -> u.manifest.put("kind", "weights"));
    Admitted admitted =
        (Admitted) admission.admit(Local.raw(), Local.path(upload.write(round, CLIENT)));
    for (int i = 0; i < base.length; i++) {
      assertThat(admitted.delta()[i]).isEqualTo(VALUES[i] - base[i]);
    }
  }

  @Test
  void weightsThatOverflowAgainstTheBaseAreRefused() throws IOException {
    float[] base = new float[VALUES.length];
    base[3] = -3e38f;
    float[] values = VALUES.clone();
    values[3] = 3e38f;
    UploadAdmission admission =
        new UploadAdmission(Upload.policy(Limits.DEFAULTS, TrustedKeys.none()), base);
    Upload upload = Upload.of(CLIENT, values);
    upload.manifest.put("kind", "weights");
    assertRefused(
        admission.admit(Local.raw(), Local.path(upload.write(round, CLIENT))),
        Reason.NON_FINITE,
        "a.weight");
  }

  @Test
  void withoutAManifestTheUploadIsInProgress() throws IOException {
    Path directory = right().write(round, CLIENT);
    Files.delete(directory.resolve("_manifest.json"));
    Refused refused = (Refused) admit(directory);
    assertThat(refused.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(refused.reason()).isNull();
    assertThat(refused.examples()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ä", "..", "a.b", "'; drop", "", "\u202eevil"})
  void otherClientIdsAreRefused(String id) throws IOException {
    assertRefused(admit(round.resolve("client=" + id)), Reason.BAD_CLIENT_ID, "1 to 64 characters");
    assertRefused(admit(round.resolve("client=" + "x".repeat(65))), Reason.BAD_CLIENT_ID, "");
    assertRefused(admit(round.resolve("stray")), Reason.BAD_CLIENT_ID, "client=<id>");
  }

  @Test
  void uploadsBeyondTheLimitsAreRefused() throws IOException {
    refused(
        changed(u -> u.file(0).put("bytes", 1L << 40)),
        Reason.TOO_LARGE,
        "that an upload may have");
    refused(
        changed(
            u -> {
              ArrayNode files = u.listed();
              for (int i = 0; i < 300; i++) {
                files.add(u.file(0).deepCopy().put("name", i + ".parquet"));
              }
            }),
        Reason.TOO_LARGE,
        "301 files");
    Path directory =
        right()
            .write(
                round, CLIENT, "_manifest.json", new byte[Limits.DEFAULTS.maxManifestBytes() + 1]);
    assertRefused(admit(directory), Reason.TOO_LARGE, "_manifest.json has");
    UploadAdmission small =
        new UploadAdmission(
            Upload.policy(Limits.DEFAULTS.withMaxUploadBytes(100), TrustedKeys.none()),
            new float[VALUES.length]);
    assertRefused(
        small.admit(Local.raw(), Local.path(right().write(round, CLIENT))),
        Reason.TOO_LARGE,
        "100 bytes");
  }

  @Test
  void eachElementMustBeThereExactlyOnce() throws IOException {
    List<Row> rows = TestShards.rows(Upload.LAYOUT, VALUES, 20);
    List<Row> fewer = rows.subList(0, rows.size() - 1);
    refused(
        Upload.of(CLIENT, Style.USUAL, fewer),
        Reason.MISSING_VALUES,
        "4 of 24 values of tensor b.weight are missing, the first is element 20");
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row("a.bias", 3, new float[] {1}));
    refused(
        Upload.of(CLIENT, Style.USUAL, more),
        Reason.DUPLICATE_VALUES,
        "element 3 of tensor a.bias");
    Upload twice = right();
    twice.add("part-1.parquet", twice.shard());
    refused(twice, Reason.DUPLICATE_VALUES, "part-1.parquet: element 0");
    refused(
        Upload.of(CLIENT, Style.USUAL, List.of(new Row("c", 0, new float[] {1}))),
        Reason.UNKNOWN_TENSOR,
        "\"c\"");
    for (long offset : new long[] {-1, 8, 7, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Row outside = new Row("a.bias", offset, new float[] {1, 2});
      refused(
          Upload.of(CLIENT, Style.USUAL, List.of(outside)), Reason.OUT_OF_RANGE, "tensor a.bias");
    }
  }

  @Test
  void anUploadMayStandInSeveralFiles() throws IOException {
    List<Row> rows = TestShards.rows(Upload.LAYOUT, VALUES, 5);
    Upload upload = Upload.of(CLIENT, Style.USUAL, rows.subList(0, 4));
    upload.add("größe 2.parquet", TestShards.write(Style.PLAIN, rows.subList(4, rows.size())));
    Admitted admitted = (Admitted) admit(upload.write(round, CLIENT));
    assertThat(admitted.delta()).containsExactly(VALUES);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void numbersMustBeFinite(float bad) throws IOException {
    for (int at : new int[] {0, 17, VALUES.length - 1}) {
      float[] values = VALUES.clone();
      values[at] = bad;
      refused(Upload.of(CLIENT, values), Reason.NON_FINITE, "is " + bad);
    }
  }

  @Test
  void doublesThatDoNotFitIntoFloatsAreNotFinite() throws IOException {
    Style doubles = Style.USUAL.values(TestShards.DOUBLES);
    float[] values = VALUES.clone();
    values[5] = Float.NaN;
    refused(
        Upload.of(CLIENT, doubles, TestShards.rows(Upload.LAYOUT, values, 20)),
        Reason.NON_FINITE,
        "element 5");
  }

  @Test
  void denormalNumbersAreValues() throws IOException {
    float[] values = VALUES.clone();
    Arrays.fill(values, 3, 9, Float.MIN_VALUE);
    Admitted admitted = (Admitted) admit(Upload.of(CLIENT, values).write(round, CLIENT));
    assertThat(admitted.delta()).containsExactly(values);
  }

  @Test
  void filesThatAreNoParquetAreUnreadable() throws IOException {
    refused(Upload.of(CLIENT, new byte[0]), Reason.UNREADABLE, "it has 0 bytes");
    refused(
        Upload.of(CLIENT, "hello, hello, hello".getBytes(StandardCharsets.UTF_8)),
        Reason.UNREADABLE,
        "not a Parquet file");
    byte[] right = right().shard();
    refused(
        Upload.of(CLIENT, Arrays.copyOf(right, right.length - 9)), Reason.UNREADABLE, "cut off");
  }

  @Test
  void theRootUpdateMayBeAnybodys() throws IOException {
    Path directory = Files.createDirectory(round.resolve("root-update"));
    Upload upload = right();
    Files.write(directory.resolve("part-0.parquet"), upload.shard());
    Files.write(directory.resolve("_manifest.json"), upload.manifestBytes());
    Admitted admitted = (Admitted) Upload.admission().admitRoot(Local.raw(), Local.path(directory));
    assertThat(admitted.client()).isEqualTo(CLIENT);
    assertThat(admitted.delta()).containsExactly(VALUES);
  }
}
