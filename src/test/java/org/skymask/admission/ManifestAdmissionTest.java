package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skymask.admission.UploadAdmissionTest.assertRefused;
import static org.skymask.admission.UploadAdmissionTest.changed;
import static org.skymask.admission.UploadAdmissionTest.right;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.admission.Admission.Refused;
import org.skymask.model.Reason;

/** What the manifest of an upload says, and the files that it names. */
class ManifestAdmissionTest {
  private static final String CLIENT = "site-a";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path round;

  private Admission admit(Path directory) throws IOException {
    return Upload.admission().admit(Local.raw(), Local.path(directory));
  }

  private void refused(Upload upload, Reason reason, String detail) throws IOException {
    assertRefused(admit(upload.write(round, CLIENT)), reason, detail);
  }

  @Test
  void whatTheManifestClaimsMustFitTheRound() throws IOException {
    refused(
        changed(u -> u.manifest.put("federation", "other")),
        Reason.WRONG_FEDERATION,
        "expected demo");
    refused(changed(u -> u.manifest.put("round", 6)), Reason.WRONG_ROUND, "expected 7");
    refused(
        changed(u -> u.manifest.put("client", "site-b")),
        Reason.CLIENT_MISMATCH,
        "expected site-a");
    refused(
        changed(u -> u.manifest.put("baseModel", "sha256:" + "0".repeat(64))),
        Reason.WRONG_BASE,
        "expected " + Upload.BASE_MODEL);
  }

  @Test
  void aRefusedUploadKeepsItsClaimedExamples() throws IOException {
    Refused refused =
        (Refused) admit(changed(u -> u.manifest.put("round", 6)).write(round, CLIENT));
    assertThat(refused.examples()).isEqualTo(600);
    assertThat(refused.result().contribution().examples()).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": NaN}",
        "// x\n{}",
        "{'a': 1}"
      })
  void manifestsThatAreNotStrictJsonAreRefused(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Path directory = right().write(round, CLIENT, "_manifest.json", bytes);
    assertRefused(admit(directory), Reason.BAD_MANIFEST, "manifest");
  }

  @Test
  void deepManifestsAndOtherCharactersAreRefused() throws IOException {
    byte[] deep = ("{\"a\": " + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertRefused(
        admit(right().write(round, CLIENT, "_manifest.json", deep)),
        Reason.BAD_MANIFEST,
        "nesting");
    byte[] utf16 =
        new String(right().manifestBytes(), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_16LE);
    assertRefused(
        admit(right().write(round, CLIENT, "_manifest.json", utf16)), Reason.BAD_MANIFEST, "JSON");
    byte[] latin = "{\"a\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(
        admit(right().write(round, CLIENT, "_manifest.json", latin)), Reason.BAD_MANIFEST, "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format",
        "federation",
        "round",
        "client",
        "baseModel",
        "kind",
        "examples",
        "files"
      })
  void everyFieldMustBeThereAndOfItsType(String field) throws IOException {
    refused(changed(u -> u.manifest.remove(field)), Reason.BAD_MANIFEST, "no " + field);
    refused(changed(u -> u.manifest.putNull(field)), Reason.BAD_MANIFEST, field);
    refused(changed(u -> u.manifest.put(field, true)), Reason.BAD_MANIFEST, field);
    refused(changed(u -> u.manifest.putObject(field)), Reason.BAD_MANIFEST, field);
    refused(changed(u -> u.manifest.put(field, 1.5)), Reason.BAD_MANIFEST, field);
  }

  @Test
  void fieldsMustHaveSensibleValues() throws IOException {
    refused(
        changed(u -> u.manifest.put("format", "skymask-update/2")),
        Reason.BAD_MANIFEST,
        "expected \"skymask-update/1\"");
    refused(changed(u -> u.manifest.put("kind", "gradient")), Reason.BAD_MANIFEST, "delta");
    refused(changed(u -> u.manifest.put("examples", 0)), Reason.BAD_MANIFEST, "examples = 0");
    refused(changed(u -> u.manifest.put("round", -7)), Reason.BAD_MANIFEST, "round = -7");
    refused(changed(u -> u.manifest.put("round", 1L << 40)), Reason.BAD_MANIFEST, "round");
    refused(changed(u -> u.manifest.put("baseModel", "md5:1")), Reason.BAD_MANIFEST, "sha256:<64");
    refused(changed(u -> u.manifest.putArray("files")), Reason.BAD_MANIFEST, "files");
    refused(changed(u -> u.file(0).put("bytes", -1)), Reason.BAD_MANIFEST, "bytes = -1");
    refused(changed(u -> u.file(0).put("sha256", "00")), Reason.BAD_MANIFEST, "64 hex digits");
    refused(changed(u -> u.listed().add("part-0.parquet")), Reason.BAD_MANIFEST, "objects");
    refused(changed(u -> u.listed().add(u.file(0))), Reason.BAD_MANIFEST, "twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../client=site-b/part-0.parquet",
        "..",
        "/etc/passwd.parquet",
        "file:/etc/x.parquet",
        "a/b.parquet",
        "a\\b.parquet",
        ".part-0.parquet",
        "_part-0.parquet",
        "part-0.parquet\n",
        "part-0.parquet\u0000",
        "a\u202eb.parquet",
        "a:b.parquet",
        "*.parquet",
        "{a,b}.parquet",
        "_manifest.json",
        "model.zip",
        "",
        ".parquet"
      })
  void namesThatAreNoPlainFileNamesAreRefused(String name) throws IOException {
    refused(changed(u -> u.file(0).put("name", name)), Reason.BAD_MANIFEST, "names the file");
  }

  @Test
  void filesMustBeThereAsListed() throws IOException {
    refused(
        changed(u -> u.list("part-1.parquet", new byte[3])), Reason.MISSING_FILE, "part-1.parquet");
    refused(
        changed(u -> u.file(0).put("bytes", u.file(0).get("bytes").asInt() + 1)),
        Reason.SIZE_MISMATCH,
        "the manifest says");
    refused(
        changed(u -> u.file(0).put("sha256", "0".repeat(64))), Reason.DIGEST_MISMATCH, "sha256");
  }

  @Test
  void aDirectoryInTheMannerOfAFileIsRefused() throws IOException {
    Upload upload = changed(u -> u.list("part-1.parquet", new byte[3]));
    Path directory = upload.write(round, CLIENT);
    Files.createDirectory(directory.resolve("part-1.parquet"));
    assertRefused(admit(directory), Reason.UNREADABLE, "not a file");
    Path file = Files.write(round.resolve("client=file"), new byte[3]);
    assertRefused(admit(file), Reason.UNREADABLE, "not a directory");
  }

  @Test
  void symbolicLinksAreRefused() throws IOException {
    Path honest = right().write(round, "honest");
    Path directory = right().write(round, CLIENT);
    Files.delete(directory.resolve("part-0.parquet"));
    Files.createSymbolicLink(directory.resolve("part-0.parquet"), honest.resolve("part-0.parquet"));
    assertRefused(admit(directory), Reason.UNREADABLE, "symbolic link");
    assertRefused(
        admit(Files.createSymbolicLink(round.resolve("client=linked"), honest)),
        Reason.UNREADABLE,
        "symbolic link");
    Files.delete(directory.resolve("_manifest.json"));
    Files.createSymbolicLink(directory.resolve("_manifest.json"), honest.resolve("_manifest.json"));
    assertRefused(admit(directory), Reason.UNREADABLE, "symbolic link");
  }

  @Test
  void twoManifestsAreRefused() throws IOException {
    Path directory = right().write(round, CLIENT);
    Files.copy(directory.resolve("_manifest.json"), directory.resolve("_manifest.dsse.json"));
    assertRefused(admit(directory), Reason.BAD_MANIFEST, "two manifests");
  }
}
