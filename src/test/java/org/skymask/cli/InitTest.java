package org.skymask.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skymask.engine.SignatureFixture;

/** {@code skymask init} needs no Spark: it is run in this JVM. */
class InitTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Path directory;
  private TestFederation digits;
  private Path from;

  @BeforeEach
  void aDirectoryToStartFrom(@TempDir Path empty) throws IOException {
    directory = empty;
    digits = TestFederation.digits(directory);
    from = directory.resolve("from");
    TestFederation.copy(digits.initial(), from);
    TestFederation.delete(digits.models());
  }

  private Run init(String... further) {
    String[] arguments = new String[further.length + 2];
    arguments[0] = "--from";
    arguments[1] = from.toString();
    System.arraycopy(further, 0, arguments, 2, further.length);
    return Run.of(digits, "init", arguments);
  }

  @Test
  void aDirectoryBecomesVersionZero() throws IOException {
    Run run = init("--json");
    assertThat(run.exit()).isZero();
    assertThat(run.json().path("commit").asText()).endsWith("models/round=0/commit.json");
    assertThat(run.json().path("model").asText()).isEqualTo(digits.version(0).digest());
    assertThat(digits.left(0)).hasSize(2).contains("commit.json");
    for (String file : new String[] {"architecture.pt", "layout.json"}) {
      assertThat(digits.initial().resolve(file)).exists();
    }
    assertThat(digits.initial().resolve("architecture.pt"))
        .hasSameBinaryContentAs(from.resolve("architecture.pt"));
  }

  @Test
  void theSameAgainIsAlreadyThere() {
    String commit = init().out();
    Run again = init();
    assertThat(again).returns(0, Run::exit).returns(commit, Run::out);
    assertThat(digits.left(0)).hasSize(2);
  }

  @Test
  void anotherModelIsAConflict() throws IOException {
    init();
    Path other = directory.resolve("other");
    TestFederation.copy(digits.initial(), other);
    TestFederation.delete(other.resolve("parameters"));
    Files.createDirectory(other.resolve("parameters"));
    Files.copy(
        directory.resolve("expected/model-verified.parquet"),
        other.resolve("parameters/part-0.parquet"));
    from = other;
    Run run = init();
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.message()).contains("round=0/commit.json stands").contains("would be sha256:");
    assertThat(digits.left(0)).hasSize(2);
  }

  /** Names and values alone make the digest of a model. */
  @Test
  void theSameValuesOfAnotherDefinitionAreAConflict() throws IOException {
    init();
    Path layout = from.resolve("layout.json");
    byte[] before = Files.readAllBytes(layout);
    JsonNode tree = MAPPER.readTree(before);
    ((ObjectNode) tree.at("/tensors/1")).put("trainable", false);
    MAPPER.writeValue(layout.toFile(), tree);
    Run other = init();
    assertThat(other.exit()).as(other.err()).isEqualTo(5);
    assertThat(other.message()).endsWith("commit.json stands, with another layout.json");

    // The same meaning, otherwise written.
    MAPPER.writeValue(layout.toFile(), MAPPER.readTree(before));
    assertThat(Files.readAllBytes(layout)).isNotEqualTo(before);
    assertThat(init().exit()).isZero();

    Path definition = from.resolve("architecture.pt");
    Files.write(definition, anotherArchive(Files.readAllBytes(definition)));
    Run rebuilt = init();
    assertThat(rebuilt.exit()).as(rebuilt.err()).isEqualTo(5);
    assertThat(rebuilt.message()).endsWith("commit.json stands, with another architecture.pt");
    assertThat(digits.left(0)).hasSize(2);
  }

  /** The same entries, but for the date of the first, which engines do not read. */
  private static byte[] anotherArchive(byte[] archive) {
    byte[] other = archive.clone();
    int names = new String(archive, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    other[names + 14] ^= 1;
    return other;
  }

  @Test
  void anotherFederationIsAConflict() {
    init();
    assertThat(init("-D", "federation=other").exit()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architecture.pt         | garbage      | architecture.pt does not run as a TorchScript",
        "architecture.pt         |              | architecture.pt does not run as a TorchScript",
        "layout.json             | {\"format\": | layout.json is not JSON",
        "layout.json             | []           | layout.json is not a JSON object",
        "layout.json             |              | layout.json is empty",
        "layout.json             | {}           | layout.json has the format nothing, expected skymask-layout/1",
        "parameters/part-0.parquet | not Parquet | part-0.parquet: not a Parquet file",
        "parameters/part-0.parquet |             | part-0.parquet: not a Parquet file",
      })
  void aFileOfGarbageIsNamed(String file, String content, String message) throws IOException {
    Files.write(from.resolve(file), content == null ? new byte[0] : content.getBytes(UTF_8));
    refused(1, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/classes | 7          | outputs of the shape [2, 10] for 2 examples, expected [2, 7]",
        "/input   | [32]       | architecture.pt does not run as a TorchScript function",
        "/input   | [0]        | layout.json: features has the shape [0]",
        "/classes | 1          | layout.json: classes is 1, expected 2 or more",
        "/classes | \"ten\"    | layout.json has classes = \"ten\", expected an integer",
        "/tensors/0/shape | [64, 10] | architecture.pt does not run as a TorchScript function",
        "/tensors/0/shape | [10, 65] | 10 of 650 values of tensor 0.weight are missing",
        "/tensors/0/shape | [10, 63] | values at offset 8 of tensor 0.weight, which has 630 values",
        "/tensors/0/name  | \"w\"    | the model has no tensor named \"0.weight\"",
        "/tensors/1/name  | \"0.weight\" | layout.json: tensor 0.weight stands twice",
        "/tensors | [] | layout.json: no tensor of the layout is trainable",
      })
  void aLayoutThatDoesNotFitIsRefused(String field, String value, String message)
      throws IOException {
    Path file = from.resolve("layout.json");
    JsonNode layout = MAPPER.readTree(file.toFile());
    int slash = field.lastIndexOf('/');
    ((ObjectNode) layout.at(field.substring(0, slash)))
        .set(field.substring(slash + 1), MAPPER.readTree(value));
    MAPPER.writeValue(file.toFile(), layout);
    refused(1, message);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(from.resolve("layout.json"));
    refused(2, "holds no layout.json");
    Files.delete(from.resolve("architecture.pt"));
    refused(2, "holds 0 files architecture.*, expected one");
    from = directory.resolve("nowhere");
    refused(2, "nowhere does not exist");
  }

  @Test
  void missingParametersAreTold() throws IOException {
    TestFederation.delete(from.resolve("parameters"));
    refused(1, "of the whole model, 650 of 650 are missing");
  }

  @Test
  void twoArchitecturesAreOneTooMany() throws IOException {
    Files.writeString(from.resolve("architecture.json"), "{}");
    refused(2, "holds 2 files architecture.*, expected one");
  }

  @Test
  void anArchitectureThatNoEngineReadsIsRefused() throws IOException {
    Files.move(from.resolve("architecture.pt"), from.resolve("architecture.onnx"));
    refused(1, "no engine reads architecture.onnx");
  }

  @Test
  void aFileThatIsNoArchitectureIsRefused() {
    from = digits.config();
    refused(2, "skymask.conf is a file; expected a DL4J architecture.json");
  }

  @Test
  void aDl4jArchitectureOfGarbageIsRefused() throws IOException {
    from = directory.resolve("architecture.json");
    Files.writeString(from, "garbage");
    refused(1, "architecture.json is not JSON");
    Files.writeString(from, "{\"layers\": 3}");
    refused(1, "expected the JSON of a DL4J MultiLayerConfiguration");
  }

  @Test
  void aLossThatIsMissingOrThatNobodyAsksForIsRefused() throws IOException {
    Files.write(from.resolve("loss.pt"), new byte[] {1});
    refused(2, "holds a loss.pt, and layout.json has the loss cross-entropy");
    TestFederation.delete(from);
    SignatureFederation.export(SignatureFixture.read("function"), from);
    Files.delete(from.resolve("loss.pt"));
    refused(2, "holds no loss.pt, and layout.json has the loss function");
  }

  private void refused(int exit, String message) {
    Run run = init("--json");
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.message()).contains(message);
    assertThat(run.json().path("error").asText()).isEqualTo(run.message());
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(digits.left(0)).isEmpty();
  }

  @Test
  void modelsMayNotBeAFile() throws IOException {
    Files.writeString(digits.models(), "");
    Run run = init();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.message()).contains("models");
  }

  @Test
  void verboseShowsTheStackTrace() throws IOException {
    Files.delete(from.resolve("layout.json"));
    assertThat(init("--verbose").err()).contains("\tat org.skymask.round.init.InitJob");
  }
}
