package org.skymask.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelDigesterTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(1),
          2,
          List.of(
              new TensorSpec("none", List.of(0), true),
              new TensorSpec("state", List.of(2), false),
              new TensorSpec("größe", List.of(3), true),
              new TensorSpec("end", List.of(0), false)));

  private static final float[] STATE = {-0f, Float.MIN_VALUE};
  private static final float[] TRAINABLE = {1, 2, 3};

  private static void tensor(MessageDigest digest, String name, float[] values) {
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes.array());
  }

  @Test
  void isTheContractsSentenceInWhateverPieces() {
    MessageDigest expected = ModelDigest.sha256();
    tensor(expected, "none", new float[0]);
    tensor(expected, "state", STATE);
    tensor(expected, "größe", TRAINABLE);
    tensor(expected, "end", new float[0]);
    String digest = "sha256:" + HexFormat.of().formatHex(expected.digest());

    ModelDigester pieces = new ModelDigester(LAYOUT);
    assertThat(pieces.put("state", 0, STATE, 0, 1)).isTrue();
    assertThat(pieces.put("größe", 0, TRAINABLE, 0, 0)).isTrue();
    assertThat(pieces.put("state", 1, STATE, 1, 1)).isTrue();
    assertThat(pieces.put("größe", 0, TRAINABLE, 0, 2)).isTrue();
    assertThat(pieces.isComplete()).isFalse();
    assertThat(pieces.put("größe", 2, TRAINABLE, 2, 1)).isTrue();
    assertThat(pieces.finish()).isEqualTo(digest);
    assertThat(ModelDigest.of(LAYOUT, new float[] {1, 2, 3, -0f, Float.MIN_VALUE}))
        .isEqualTo(digest);
  }

  @Test
  void whatDoesNotComeNextIsNotTaken() {
    ModelDigester digester = new ModelDigester(LAYOUT);
    assertThat(digester.put("größe", 0, TRAINABLE, 0, 3)).isFalse();
    assertThat(digester.put("state", 1, STATE, 1, 1)).isFalse();
    assertThat(digester.put("state", 0, TRAINABLE, 0, 3)).isFalse();
    assertThat(digester.put("state", 0, STATE, 0, 2)).isTrue();
    assertThat(digester.put("state", 0, STATE, 0, 2)).isFalse();
    assertThatThrownBy(digester::finish).isInstanceOf(IllegalStateException.class);
    assertThat(digester.put("größe", 0, TRAINABLE, 0, 3)).isTrue();
    assertThat(digester.put("größe", 0, TRAINABLE, 0, 3)).isFalse();
  }
}
