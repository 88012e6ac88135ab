package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Reason;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Style;
import org.skymask.storage.parquet.Codec;

/** Each limit, set just below what a right upload needs, refuses it. */
class AdmissionLimitsTest {
  private static final AdmissionLimits D = Limits.DEFAULTS;
  private static final float[] VALUES = Upload.values(8);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(AdmissionLimits limits) throws IOException {
    Style style =
        new Style(TestShards.FLOATS, Style.USUAL.codec(), Style.USUAL.version(), true, 20_000, 200);
    Upload upload = Upload.of("site-a", style, TestShards.rows(Upload.LAYOUT, VALUES, 20));
    upload.manifest.put("examples", 1);
    return new UploadAdmission(Upload.policy(limits, TrustedKeys.none()), new float[VALUES.length])
        .admit(Local.raw(), Local.path(upload.write(round, "site-a")));
  }

  private void refused(AdmissionLimits limits, Reason reason, String detail) throws IOException {
    UploadAdmissionTest.assertRefused(admit(limits), reason, detail);
  }

  private static AdmissionLimits limits(
      int manifest, int groups, int footer, long uncompressed, int chunk, int rows, Codec codec) {
    return new AdmissionLimits(
        D.maxUploadBytes(),
        D.maxFiles(),
        manifest,
        new AdmissionLimits.Shard(
            groups,
            footer,
            uncompressed,
            D.shard().maxCompressionRatio(),
            chunk,
            rows,
            Set.of(codec)),
        D.readTimeLimit());
  }

  /** The default limits, but for the length of manifests. */
  static AdmissionLimits manifests(int bytes) {
    return new AdmissionLimits(
        D.maxUploadBytes(),
        D.maxFiles(),
        bytes,
        new AdmissionLimits.Shard(
            D.shard().maxRowGroups(),
            D.shard().maxFooterBytes(),
            D.shard().maxUncompressedBytes(),
            D.shard().maxCompressionRatio(),
            D.shard().maxChunkValues(),
            D.shard().maxRows(),
            D.shard().codecs()),
        D.readTimeLimit());
  }

  @Test
  void eachLimitCounts() throws IOException {
    int large = 1 << 20;
    assertThat(admit(limits(large, 1000, large, large, 20, 1000, Codec.ZSTD)))
        .isInstanceOf(Admitted.class);
    refused(
        limits(100, 1000, large, large, 20, 1000, Codec.ZSTD), Reason.TOO_LARGE, "100 are allowed");
    refused(
        limits(large, 1, large, large, 20, 1000, Codec.ZSTD),
        Reason.TOO_LARGE,
        "row groups, at most 1");
    refused(
        limits(large, 1000, 50, large, 20, 1000, Codec.ZSTD),
        Reason.TOO_LARGE,
        "the footer declares");
    refused(
        limits(large, 1000, large, 60, 20, 1000, Codec.ZSTD),
        Reason.TOO_LARGE,
        "decompressed bytes");
    refused(limits(large, 1000, large, large, 19, 1000, Codec.ZSTD), Reason.TOO_LARGE, "split it");
    refused(
        limits(large, 1000, large, large, 20, 3, Codec.ZSTD), Reason.TOO_LARGE, "rows, at most 3");
    refused(
        limits(large, 1000, large, large, 20, 1000, Codec.GZIP),
        Reason.UNREADABLE,
        "compressed with zstd, which is not among the allowed codecs [gzip]");
  }

  @Test
  void theModelBoundsWhatItsUploadsMayNeed() {
    long values = Upload.LAYOUT.valueCount();
    assertThat(D.uploadBytes(Upload.LAYOUT)).isEqualTo((16 << 20) + 16 * values);
    assertThat(D.withMaxUploadBytes(77).uploadBytes(Upload.LAYOUT)).isEqualTo(77);
  }

  @Test
  void limitsArePositive() {
    assertThatThrownBy(() -> D.withMaxUploadBytes(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
