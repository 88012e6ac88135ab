package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skymask.admission.UploadAdmissionTest.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.admission.Admission.Admitted;
import org.skymask.model.Layout;
import org.skymask.model.Reason;
import org.skymask.model.Role;
import org.skymask.model.TensorSpec;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** Uploads to models with frozen tensors and with variances. */
class RolesTest {
  private static final String CLIENT = "site-a";

  /** On the value axis: w, var, base. */
  private static final Layout LAYOUT =
      new Layout(
          List.of(2),
          2,
          List.of(
              new TensorSpec("base", List.of(3), Role.FROZEN, false),
              new TensorSpec("w", List.of(2), Role.TRAINABLE, false),
              new TensorSpec("var", List.of(2), Role.STATE, true)));

  private static final float[] BASE = {1, 2, 0.5f, 0, 7, 8, 9};

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(String kind, Row... rows) throws IOException {
    Upload upload = Upload.of(CLIENT, Style.USUAL, List.of(rows));
    upload.manifest.put("kind", kind);
    AdmissionPolicy policy =
        new AdmissionPolicy(
            Upload.FEDERATION,
            Upload.ROUND,
            Upload.BASE_MODEL,
            LAYOUT,
            Limits.DEFAULTS,
            TrustedKeys.none());
    return new UploadAdmission(policy, BASE)
        .admit(Local.raw(), Local.path(upload.write(round, CLIENT)));
  }

  private static Row row(String tensor, long offset, float... values) {
    return new Row(tensor, offset, values);
  }

  private static final Row W = row("w", 0, 0.1f, 0.2f);
  private static final Row VAR = row("var", 0, -0.5f, 0);

  @Test
  void frozenTensorsMayBeLeftOut() throws IOException {
    Admitted delta = (Admitted) admit("delta", W, VAR);
    assertThat(delta.delta()).containsExactly(0.1f, 0.2f, -0.5f, 0);
    Admitted weights = (Admitted) admit("weights", row("w", 0, 3, 4), row("var", 0, 1, 2));
    assertThat(weights.delta()).containsExactly(2, 2, 0.5f, 2);
  }

  @Test
  void orBeTheBases() throws IOException {
    assertThat(admit("delta", row("base", 0, 0, -0f, 0), W, VAR)).isInstanceOf(Admitted.class);
    assertThat(admit("delta", row("base", 1, 0), W, VAR)).isInstanceOf(Admitted.class);
    Row same = row("base", 0, 7, 8, 9);
    assertThat(admit("weights", same, W, row("var", 0, 1, 2))).isInstanceOf(Admitted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "weights"})
  void whoChangesThemIsQuarantined(String kind) throws IOException {
    Row var = row("var", 0, 1, 2);
    boolean weights = kind.equals("weights");
    float same = weights ? 9 : 0;
    assertRefused(
        admit(kind, W, var, row("base", 2, Math.nextUp(same))),
        Reason.FROZEN_CHANGED,
        "element 2 of tensor base is");
    assertRefused(
        admit(kind, W, var, row("base", 2, same), row("base", 2, same)),
        Reason.DUPLICATE_VALUES,
        "base");
    assertRefused(admit(kind, W, var, row("base", 2, same, 0)), Reason.OUT_OF_RANGE, "base");
    assertRefused(admit(kind, W, var, row("base", 0, Float.NaN)), Reason.NON_FINITE, "base");
    assertRefused(admit(kind, W), Reason.MISSING_VALUES, "2 of 2 values of tensor var");
  }

  @Test
  void aNegativeVarianceIsRefused() throws IOException {
    assertRefused(
        admit("delta", W, row("var", 0, -0.6f, 0)),
        Reason.OUT_OF_RANGE,
        "element 0 of tensor var would be -0.1");
    assertRefused(
        admit("weights", W, row("var", 0, 1, -1e-30f)),
        Reason.OUT_OF_RANGE,
        "element 1 of tensor var would be -1.0E-30");
  }
}
