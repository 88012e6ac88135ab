package org.skymask.storage.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FieldSpec;
import org.skymask.model.Layout;
import org.skymask.model.LossFunction;
import org.skymask.model.Role;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;
import org.skymask.model.ValueType;

class LayoutJsonTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(1, 8, 8),
          3,
          List.of(
              new TensorSpec("norm.mean", List.of(4), false),
              new TensorSpec("conv.weight", List.of(4, 1, 3, 3), true),
              new TensorSpec("scale", List.of(), true)));

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Layout read = LayoutJson.parse("f", LayoutJson.write(LAYOUT).getBytes(UTF_8));
    assertThat(read).isEqualTo(LAYOUT);
    assertThat(read.valueCount()).isEqualTo(4 + 36 + 1);
  }

  @Test
  void tensorsKeepTheirOrder() {
    String json = LayoutJson.write(LAYOUT);
    assertThat(json.indexOf("norm.mean")).isLessThan(json.indexOf("conv.weight"));
    assertThat(json).contains("\"format\" : \"skymask-layout/1\"");
  }

  /** The base under an adapter, and a variance. */
  private static final Layout ROLES =
      new Layout(
          List.of(5),
          2,
          List.of(
              new TensorSpec("base", List.of(5, 4), Role.FROZEN, false),
              new TensorSpec("norm.running_var", List.of(4), Role.STATE, true),
              new TensorSpec("adapter", List.of(4, 2), Role.TRAINABLE, false)));

  @Test
  void rolesAreWrittenInTheSecondFormatAndRead() throws IOException {
    String json = LayoutJson.write(ROLES);
    assertThat(json)
        .contains(
            "\"format\" : \"skymask-layout/2\"", "\"role\" : \"frozen\"", "\"variance\" : true")
        .doesNotContain("\"trainable\" :");
    Layout read = LayoutJson.parse("f", json.getBytes(UTF_8));
    assertThat(read).isEqualTo(ROLES);
    assertThat(read.parameterCount()).isEqualTo(8);
    assertThat(read.updateCount()).isEqualTo(12);
    assertThat(read.valueCount()).isEqualTo(32);
    assertThat(read.start(0)).isEqualTo(12);
  }

  /** Two inputs of other types, and a loss without classes. */
  @Test
  void anySignatureIsWrittenInTheSecondFormatAndRead() throws IOException {
    Signature signature =
        new Signature(
            List.of(
                new FieldSpec("tokens", ValueType.INT64, List.of(12), 97),
                new FieldSpec("padding", ValueType.BOOL, List.of(12))),
            new FieldSpec("score", ValueType.FLOAT32, List.of()),
            LossFunction.HUBER,
            null);
    Layout layout = new Layout(signature, LAYOUT.tensors());
    String json = LayoutJson.write(layout);
    assertThat(json)
        .contains(
            "\"format\" : \"skymask-layout/2\"",
            "\"loss\" : \"huber\"",
            "\"type\" : \"int64\"",
            "\"role\" : \"state\"")
        .doesNotContain("classes", "trainable\" :");
    Layout read = LayoutJson.parse("f", json.getBytes(UTF_8));
    assertThat(read).isEqualTo(layout);
    assertThat(read.signature()).isEqualTo(signature);
  }

  @Test
  void onlyIntegersAreBelowANumber() {
    String json =
        """
        {"format": "skymask-layout/2",
         "inputs": [{"name": "x", "type": "float32", "shape": [], "below": 5}],
         "target": {"name": "y", "type": "float32", "shape": []},
         "loss": "huber", "tensors": [{"name": "w", "shape": [1], "role": "trainable"}]}
        """;
    assertThatThrownBy(() -> LayoutJson.parse("f", json.getBytes(UTF_8)))
        .hasMessage("f: x of the type float32 has values below 5, expected int64 and at least 1");
  }

  @Test
  void theFirstFormatMayHaveRolesToo() throws IOException {
    String json =
        LayoutJson.write(LAYOUT).replaceFirst("\"trainable\" : false", "\"role\" : \"frozen\"");
    Layout read = LayoutJson.parse("f", json.getBytes(UTF_8));
    assertThat(read.tensors().get(0).role()).isEqualTo(Role.FROZEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"frozen\"`    | `\"still\"`   | `f has the role still for the tensor base, expected one of trainable, state, frozen`",
        "`\"state\"`     | `\"frozen\"`  | `f: tensor norm.running_var is a variance and frozen, expected the role state`",
        "`\"float32\"`   | `\"int32\"`   | `f has the type int32 for features, expected one of float32, int64, bool`",
        "`\"features\"`  | `\"label\"`   | f: inputs and target have the name label twice",
        "`\"features\"`  | `\" \"`       | f: an input or the target has no name",
        "`\"int64\"`     | `\"float32\"` | `f: target is float32 [], expected int64 [] for the loss cross-entropy`",
        "cross-entropy   | hinge         | `f has the loss hinge, expected one of cross-entropy, cross-entropy-per-token, binary-cross-entropy, mean-squared-error, huber, function`",
        "cross-entropy   | huber         | `f: classes is 2, and the loss huber has no classes`",
        "`\"cross-entropy\"` | `\"cross-entropy-per-token\"` | `f: target is int64 [], expected int64 with a shape, as [12] for the loss cross-entropy-per-token`",
        "`\"classes\"`   | `\"kinds\"`   | f: classes is missing, expected for the loss cross-entropy",
        "`\"trainable\"` | `\"state\"`   | f: no tensor of the layout is trainable",
      })
  void whatTheSecondFormatHasWrongIsNamed(String text, String other, String message) {
    byte[] changed = LayoutJson.write(ROLES).replace(text, other).getBytes(UTF_8);
    assertThatThrownBy(() -> LayoutJson.parse("f", changed))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "skymask-layout/1  | skymask-layout/3 | f has the format skymask-layout/3, expected skymask-layout/1 or skymask-layout/2",
        "skymask-layout/1  | skymask-layout/2 | f has no inputs, expected an array",
        "`\"classes\" : 3` | `\"classes\" : 1` | f: classes is 1, expected 2 or more",
        "`\"classes\" : 3` | `\"classes\" : \"3\"` | `f has classes = \"3\", expected an integer`",
        "`\"classes\"`     | `\"class\"`      | f has no classes, expected an integer",
        "`[ 1, 8, 8 ]`     | `[ 1, 8.5 ]`     | f: input holds 8.5, expected integers",
        "`[ 1, 8, 8 ]`     | `[ 1, 3000000000 ]` | f: input holds 3000000000, expected integers",
        "`[ 1, 8, 8 ]`     | `[ 1, -8 ]`      | `f: features has the shape [1, -8]`",
        "`[ 1, 8, 8 ]`     | 64               | f has input = 64, expected an array",
        "`\"trainable\" : true` | `\"trainable\" : 1` | f has trainable = 1, expected true or false",
        "`\"scale\"`       | `\"norm.mean\"`  | f: tensor norm.mean stands twice",
        "`\"name\"`        | `\"title\"`      | f has no name, expected a string",
        "true              | false            | f: no tensor of the layout is trainable",
        "`[ 4 ]`           | `[ 2147483647 ]` | f: more than 2^31 values in one model",
        "`[ 4 ]`           | `[ 65536, 65536 ]` | f: ",
        "`[ 4 ]`           | `[ -4 ]`         | f: ",
      })
  void whatIsWrongIsNamed(String text, String other, String message) {
    byte[] content = LayoutJson.write(LAYOUT).replace(text, other).getBytes(UTF_8);
    assertThatThrownBy(() -> LayoutJson.parse("f", content))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"`` | f is empty", "7 | f is not a JSON object", "{ | f is not JSON"})
  void whatIsNoDocumentIsTold(String content, String message) {
    assertThatThrownBy(() -> LayoutJson.parse("f", content.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }
}
