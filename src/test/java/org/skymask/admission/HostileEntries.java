package org.skymask.admission;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.skymask.model.Reason;

/** Right uploads in which something that is no regular file stands under one of the names. */
final class HostileEntries {
  private static final List<String> NAMES =
      List.of("_manifest.json", "_manifest.dsse.json", "part-0.parquet");

  private HostileEntries() {}

  static Hostile make(Shards shards, Random random) {
    Upload upload = Upload.of(Hostile.CLIENT, shards.any(random));
    String name = NAMES.get(random.nextInt(NAMES.size()));
    int kind = random.nextInt(5);
    return new Hostile(
        "entry " + kind + " " + name,
        upload,
        null,
        EnumSet.of(Reason.UNREADABLE),
        delta -> false,
        directory -> put(kind, directory.resolve(name)));
  }

  private static void put(int kind, Path place) throws IOException {
    Files.deleteIfExists(place);
    Path directory = Objects.requireNonNull(place.toAbsolutePath().getParent());
    switch (kind) {
      case 0 -> Files.createLink(place, pipe(directory));
      case 1 -> Files.createSymbolicLink(place, Path.of("../client=honest/part-0.parquet"));
      case 2 -> Files.createSymbolicLink(place, Path.of("."));
      case 3 -> Files.createDirectory(place);
      default -> {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          socket.bind(UnixDomainSocketAddress.of(place));
        }
      }
    }
  }

  /** One pipe, which is linked to wherever one is wanted: no process for each. */
  private static Path pipe(Path directory) throws IOException {
    Path pipe = directory.resolveSibling("pipe");
    if (!Files.exists(pipe)) {
      try {
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return pipe;
  }
}
