package org.skymask.storage.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.FileDigest;

class CommitTest {
  private static final Commit COMMIT =
      new Commit(
          "demo",
          7,
          "attempt-id",
          "sha256:aa",
          "sha256:bb",
          List.of(new FileDigest("parameters/part-0.parquet", 1L << 40, "cc")),
          "skymask-spark/1");

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(Commit.parse("f", COMMIT.toJson().getBytes(UTF_8))).isEqualTo(COMMIT);
  }

  @Test
  void versionZeroHasNoBase() throws IOException {
    Commit first = new Commit("demo", 0, "a", null, "sha256:bb", List.of(), "x");
    assertThat(first.toJson()).contains("\"baseModel\" : null");
    assertThat(Commit.parse("f", first.toJson().getBytes(UTF_8))).isEqualTo(first);
  }

  @Test
  void frozenValuesAreNamedWhereTheyWereWritten() throws IOException {
    FileDigest frozen = new FileDigest("parameters/frozen-0.parquet", 8, "dd");
    FileDigest own = new FileDigest("parameters/part-0.parquet", 9, "ee");
    Commit zero = new Commit("demo", 0, "a-1", null, "sha256:bb", List.of(own, frozen), "x");
    assertThat(zero.parameters()).containsExactly(own);
    assertThat(zero.frozen()).containsExactly(frozen);
    FileDigest elsewhere =
        new FileDigest("../../round=0/attempt=a-1/parameters/frozen-0.parquet", 8, "dd");
    assertThat(zero.frozenElsewhere()).containsExactly(elsewhere);
    Commit one =
        new Commit("demo", 1, "b-2", "sha256:bb", "sha256:cc", List.of(own, elsewhere), "x");
    assertThat(Commit.parse("f", one.toJson().getBytes(UTF_8))).isEqualTo(one);
    assertThat(one.parameters()).containsExactly(own);
    assertThat(one.values()).containsExactly(own, elsewhere);
    assertThat(one.frozenElsewhere()).containsExactly(elsewhere);
  }

  @Test
  void furtherFieldsAreIgnored() throws IOException {
    String more = COMMIT.toJson().replace("\"round\"", "\"note\" : [1], \"round\"");
    assertThat(Commit.parse("f", more.getBytes(UTF_8))).isEqualTo(COMMIT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "skymask-model/1 | skymask-model/2 | has the format skymask-model/2, expected skymask-model/1",
        "`\"format\"`    | `\"what\"`      | has the format nothing, expected skymask-model/1",
        "`: 7`           | `: \"7\"`       | `has round = \"7\", expected an integer`",
        "`: 7`           | `: 7.5`         | has round = 7.5, expected an integer",
        "`: 7`           | `: 70000000000` | has round = 70000000000, expected an integer",
        "`\"attempt\"`   | `\"other\"`     | has no attempt, expected a string",
        "`\"sha256:aa\"` | 3               | has baseModel = 3, expected a string",
        "`\"model\"`     | `\"modle\"`     | has no model, expected a string",
        "`\"files\"`     | `\"file\"`      | has no files, expected an array",
        "`\"bytes\"`     | `\"length\"`    | has no bytes, expected an integer",
        "}               | `} x`           | is not JSON",
        "parameters/part | ../part         | names the file ../part-0.parquet",
        "parameters/part | /etc/part       | names the file /etc/part-0.parquet",
        "parameters/part | ../../round=1/attempt=a/../part | names the file",
        "parameters/part | ../../../round=1/attempt=a/parameters/part | names the file",
      })
  void whatIsWrongIsNamed(String text, String other, String message) {
    byte[] content = COMMIT.toJson().replace(text, other).getBytes(UTF_8);
    assertThatThrownBy(() -> Commit.parse("m/commit.json", content))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("m/commit.json ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``       | f is empty, expected a document of format skymask-model/1",
        "[]       | f is not a JSON object, expected a document of format skymask-model/1",
        "null     | f is not a JSON object, expected a document of format skymask-model/1",
        "{        | f is not JSON",
        "`{\"a\"` | f is not JSON",
      })
  void whatIsNoDocumentIsTold(String content, String message) {
    assertThatThrownBy(() -> Commit.parse("f", content.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }
}
