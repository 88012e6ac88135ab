package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.TensorSpec;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.parquet.ParquetLimits;
import org.skymask.storage.shard.ShardReader;
import org.skymask.storage.shard.TensorAssembler;

/** Uploads of a real federated round, written by PyArrow. */
class GoldenUploadsTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(64),
          10,
          List.of(
              new TensorSpec("0.weight", List.of(10, 64), true),
              new TensorSpec("0.bias", List.of(10), true)));
  private static final String BASE =
      "sha256:0d38577dd494f5e3362578739a760d0698d33a83f7a27b3583fd282dc7b6c0dd";

  private final Path golden = golden();
  private final Path round = golden.resolve("updates/round=1");

  private static Path golden() {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenUploadsTest.class.getResource("/golden/digits-none"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private float[] base() throws IOException {
    TensorAssembler tensors = new TensorAssembler(LAYOUT);
    byte[] file =
        Files.readAllBytes(
            golden.resolve(
                "models/round=0/attempt=4984ae55-e620-59c5-a4a8-09744ae30a87/parameters/part-0.parquet"));
    ShardReader.read(file, ParquetLimits.trusted(), tensors);
    return tensors.finish();
  }

  private Admission admit(String client, int roundNumber) throws IOException {
    AdmissionPolicy policy =
        new AdmissionPolicy(
            "digits-none", roundNumber, BASE, LAYOUT, Limits.DEFAULTS, TrustedKeys.none());
    return new UploadAdmission(policy, base())
        .admit(Local.raw(), Local.path(round.resolve("client=" + client)));
  }

  private float[] sent(String client) throws IOException {
    float[] values = new float[LAYOUT.valueCount()];
    Path shard = round.resolve("client=" + client + "/part-0.parquet");
    for (Row row : TestShards.read(Files.readAllBytes(shard))) {
      int start = LAYOUT.start(LAYOUT.indexOf(row.tensor())) + (int) row.offset();
      System.arraycopy(row.values(), 0, values, start, row.values().length);
    }
    return values;
  }

  @Test
  void aDeltaIsAdmittedAsItWasSent() throws IOException {
    Admitted admitted = (Admitted) admit("site-000", 1);
    assertThat(admitted.delta()).containsExactly(sent("site-000"));
    assertThat(admitted.examples()).isEqualTo(77);
    // What the reference implementation has, in float64.
    assertThat(admitted.norm()).isEqualTo(0.4273723239965547, within(1e-7));
  }

  @Test
  void weightsAreAdmittedAsTheirDistanceFromTheBase() throws IOException {
    Admitted admitted = (Admitted) admit("site-002", 1);
    float[] expected = sent("site-002");
    float[] base = base();
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= base[i];
    }
    assertThat(admitted.delta()).containsExactly(expected);
    assertThat(admitted.norm()).isEqualTo(0.5368781667463745, within(1e-7));
  }

  @Test
  void anotherRoundRefusesThem() throws IOException {
    UploadAdmissionTest.assertRefused(admit("site-000", 2), Reason.WRONG_ROUND, "expected 2");
  }

  @Test
  void theRootDatasetIsRead() throws IOException {
    LabelledData root =
        DatasetReader.readLabelled(Local.raw(), Local.path(golden.resolve("root.parquet")), LAYOUT);
    assertThat(root.size()).isEqualTo(100);
    assertThat(root.featureCount()).isEqualTo(64);
    assertThat(root.labels()).startsWith(1, 5, 0, 7, 1);
    assertThat(root.features()).startsWith(0f, 0f, 0.375f, 1f, 0.6875f, 0f, 0f, 0f);
  }
}
