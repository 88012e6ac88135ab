package org.skymask.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.engine.Device;
import org.skymask.engine.LocalTraining;
import org.skymask.engine.SignatureFixture;
import org.skymask.engine.torch.TorchEngine;
import org.skymask.model.FieldData;
import org.skymask.model.FieldValues.Longs;
import org.skymask.model.LabelledData;
import org.skymask.model.Layout;
import org.skymask.model.ModelData;
import org.skymask.model.Signature;
import org.skymask.model.TensorSpec;

/** Examples in a mapped file are those in memory: the same values, order and digest. */
class MappedDataTest {
  private static final List<TensorSpec> TENSORS = List.of(new TensorSpec("w", List.of(1), true));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private ModelData read(Layout layout, long most) throws IOException {
    return DatasetReader.read(
        FileSystem.getLocal(new Configuration(false)),
        new org.apache.hadoop.fs.Path(directory.toUri()),
        layout,
        most);
  }

  private ModelData mapped(Layout layout) throws IOException {
    ModelData data = read(layout, 0);
    assertThat(data).isInstanceOf(MappedData.class);
    return data;
  }

  /** More than one part's examples of a fixture, in two files. */
  private SignatureFixture fixture(String name) throws IOException {
    SignatureFixture fixture = SignatureFixture.read(name);
    int size = fixture.data().size();
    int[] rows = IntStream.range(0, 300).map(i -> i * 7 % size).toArray();
    Signature signature = fixture.layout().signature();
    FieldDatasets.write(directory.resolve("a.parquet"), signature, fixture.data().take(rows));
    FieldDatasets.write(directory.resolve("b.parquet"), signature, fixture.data());
    return fixture;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "binary", "labels", "squares", "language"})
  void allExamplesAreTheSame(String name) throws IOException {
    Layout layout = fixture(name).layout();
    ModelData memory = read(layout, Long.MAX_VALUE);
    ModelData mapped = mapped(layout);
    assertThat(memory).isInstanceOf(FieldData.class);
    assertThat(mapped.size()).isEqualTo(memory.size()).isGreaterThan(300);
    assertThat(mapped.digest()).isEqualTo(memory.digest());
    assertThat(mapped.between(250, 302).digest()).isEqualTo(memory.between(250, 302).digest());
    int[] rows = {301, 0, 7, 7, 299};
    int[] again = {4, 1};
    assertThat(mapped.take(rows).digest()).isEqualTo(memory.take(rows).digest());
    assertThat(mapped.take(rows).take(again).digest())
        .isEqualTo(memory.take(rows).take(again).digest());
  }

  /** What attackers of a simulated federation do with a client's share. */
  @Test
  void changedExamplesAreTheSame() throws IOException {
    Layout layout = fixture("tokens").layout();
    ModelData memory = read(layout, Long.MAX_VALUE);
    ModelData mapped = mapped(layout);
    int[] rows = {301, 0, 7};
    ModelData here = memory.take(rows);
    ModelData there = mapped.take(rows);
    Longs flipped = new Longs(new long[] {2, 0, 1}, 1);
    assertThat(there.withTarget(flipped).digest())
        .isEqualTo(here.withTarget(flipped).digest())
        .isNotEqualTo(here.digest());
    Longs others = new Longs(new long[12], 4);
    assertThat(there.withInput(0, others).digest())
        .isEqualTo(here.withInput(0, others).digest())
        .isNotEqualTo(here.digest());
    assertThat(there.and(mapped).digest()).isEqualTo(here.and(memory).digest());
  }

  @Test
  void anEngineComputesTheSameBits() throws IOException {
    SignatureFixture fixture = fixture("tokens");
    ModelData memory = read(fixture.layout(), Long.MAX_VALUE);
    ModelData mapped = mapped(fixture.layout());
    float[] start = new float[fixture.layout().valueCount()];
    for (int i = 0; i < start.length; i++) {
      start[i] = (i * 31 % 17 - 8) / 40f;
    }
    LocalTraining training = new LocalTraining(1, 16, 0.1);
    try (TorchEngine engine =
        TorchEngine.open(fixture.architecture(), fixture.layout(), Device.CPU)) {
      assertThat(training.trainShuffled(engine, start, mapped, 3))
          .isEqualTo(training.trainShuffled(engine, start, memory, 3))
          .isNotEqualTo(start);
      assertThat(engine.infer(mapped, 290, 305).losses())
          .isEqualTo(engine.infer(memory, 290, 305).losses());
    }
  }

  @Test
  void aClassifiersExamplesHaveTheDigestOfThoseInMemory() throws IOException {
    Layout layout = new Layout(Signature.classifier(List.of(3), 4), TENSORS);
    LabelledData data = new LabelledData(new float[] {1, 2, 3, -4, 5, 0.5f}, new int[] {3, 0}, 3);
    FieldDatasets.write(
        directory.resolve("a.parquet"),
        layout.signature(),
        new FieldData(List.of(data.input(0, 0, 2).values()), data.target(0, 2)));
    ModelData mapped = mapped(layout);
    assertThat(mapped.digest()).isEqualTo(data.digest());
    assertThat(read(layout, Long.MAX_VALUE).digest()).isEqualTo(data.digest());
    assertThat(((Longs) mapped.target(0, 2)).values()).containsExactly(3, 0);
    assertThat(mapped.between(1, 2)).isInstanceOf(LabelledData.class);
    assertThat(mapped.between(1, 2).digest()).isEqualTo(data.between(1, 2).digest());
  }

  @Test
  void itTravelsToAnotherProcess() throws IOException, ClassNotFoundException {
    Layout layout = fixture("tokens").layout();
    ModelData data = mapped(layout).take(new int[] {301, 5, 6});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(data);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((ModelData) in.readObject()).digest()).isEqualTo(data.digest());
    }
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(cut))) {
      assertThatThrownBy(in::readObject).isInstanceOf(IOException.class);
    }
  }

  @Test
  void itsFileHasNoName() throws IOException {
    Layout layout = fixture("tokens").layout();
    ModelData data = mapped(layout);
    try (Stream<Path> files = Files.list(new File(System.getProperty("java.io.tmpdir")).toPath())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(file -> file.startsWith("skymask-examples-"));
    }
    assertThat(data.size()).isPositive();
  }
}
