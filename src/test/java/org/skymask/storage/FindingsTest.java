package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.storage.parquet.ParquetLimits;
import org.skymask.storage.shard.ShardReader;

/** Shards that once were read wrongly; fuzzing adds to them. */
class FindingsTest {
  static Stream<Path> findings() throws IOException, URISyntaxException {
    Path directory =
        Path.of(Objects.requireNonNull(FindingsTest.class.getResource("/findings/shards")).toURI());
    try (Stream<Path> files = Files.list(directory)) {
      return List.copyOf(files.toList()).stream();
    }
  }

  @ParameterizedTest
  @MethodSource("findings")
  void areRefused(Path finding) throws IOException {
    byte[] file = Files.readAllBytes(finding);
    assertThatThrownBy(
            () -> ShardReader.read(file, ParquetLimits.trusted(), (t, o, b, from, count) -> {}))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE));
  }
}
