package org.skymask.storage.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.model.Assessment;
import org.skymask.model.Assessment.Score;

class AssessmentJsonTest {
  @Test
  void isReadAsItWasWritten() throws IOException {
    Assessment found =
        new Assessment(
            "sha256:a",
            100,
            0.25,
            List.of(new Score("accuracy", 0.875), new Score("auroc", Double.NaN)));
    byte[] json = AssessmentJson.toJson(found).getBytes(UTF_8);
    assertThat(AssessmentJson.parse("e.json", json)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | e.json is not JSON",
        "[] | e.json is not a JSON object, expected a document of format skymask-evaluation/1",
        "{\"format\": \"x\"} | e.json has the format x, expected skymask-evaluation/1",
        "{F, \"model\": \"m\", \"examples\": 1, \"loss\": 1} | e.json has no measures",
        "{F, \"model\": \"m\", \"examples\": 1, \"measures\": {}} | e.json has no loss, expected",
        "{F, \"model\": 1, \"measures\": {}} | e.json has model = 1, expected a string",
        "{F, \"measures\": {\"auroc\": \"x\"}} | e.json has auroc = \"x\", expected a number or null",
      })
  void namesTheFieldThatIsWrong(String json, String message) {
    byte[] content = json.replace("F,", "\"format\": \"skymask-evaluation/1\",").getBytes(UTF_8);
    assertThatThrownBy(() -> AssessmentJson.parse("e.json", content))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }
}
