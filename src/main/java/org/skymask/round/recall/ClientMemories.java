package org.skymask.round.recall;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.memory.MemoryState;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.model.MemoryRecord.State;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ShardWriter;
import org.skymask.storage.version.ClientMemoryFile;
import org.skymask.storage.version.Commit;
import org.skymask.storage.version.DamagedFileException;
import org.skymask.storage.version.ModelStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a federation remembers of its clients, in the attempt of each version: {@code
 * memory.parquet}, and the root update of the round in {@code root-update/part-<k>.parquet}. The
 * commit names them with the other files.
 */
public final class ClientMemories {
  private static final Logger LOG = LoggerFactory.getLogger(ClientMemories.class);
  private static final String ROOT_UPDATE = "root-update";

  private ClientMemories() {}

  /**
   * The memory of a base version.
   *
   * @param state null where it was lost
   * @param why what was wrong with it, in a sentence; null where it was not lost
   */
  public record Found(@Nullable MemoryState state, @Nullable String why) {
    /** As round.json says it. */
    public State code(int base) {
      return state == null
          ? State.LOST
          : base == 0 && state.age() == 0 ? State.STARTED : State.USED;
    }
  }

  /**
   * Reads what a version holds: version 0 is right to hold nothing.
   *
   * @throws IOException where the storage fails
   */
  public static Found read(ModelStore store, Commit base) throws IOException {
    FileDigest file = file(base).orElse(null);
    if (file == null) {
      return base.round() == 0
          ? new Found(MemoryState.EMPTY, null)
          : new Found(
              null, store.commitFile(base.round()) + " names no file " + FileNames.CLIENT_MEMORY);
    }
    try {
      return new Found(ClientMemoryFile.read(store, base, file), null);
    } catch (DamagedFileException e) {
      LOG.warn("the memory of earlier rounds is lost: {}", e.getMessage());
      return new Found(null, e.getMessage());
    }
  }

  private static Optional<FileDigest> file(Commit commit) {
    return commit.files().stream()
        .filter(file -> file.name().equals(FileNames.CLIENT_MEMORY))
        .findFirst();
  }

  static boolean isRootUpdate(FileDigest file) {
    return file.name().startsWith(ROOT_UPDATE + "/");
  }

  /**
   * Writes it into an attempt.
   *
   * @param base that the version follows
   * @param root [updateCount] the root update of the round
   * @return the files
   */
  public static List<FileDigest> write(
      ModelStore store, Path attempt, Commit base, Layout layout, MemoryState state, float[] root)
      throws IOException {
    List<FileDigest> files = new ArrayList<>();
    files.add(write(store, attempt, base, state));
    files.addAll(ShardWriter.write(store.fileSystem(), attempt, ROOT_UPDATE, layout, root));
    return files;
  }

  /** Writes the memory of a version that no round made. */
  public static FileDigest write(ModelStore store, Path attempt, Commit base, MemoryState state)
      throws IOException {
    return ClientMemoryFile.write(
        store.fileSystem(), attempt, base.federation(), base.round() + 1, state);
  }

  /**
   * Writes what the base holds once more: what is known of clients does not go back with the model,
   * nor does a round that came to nothing change it.
   *
   * @return none where it holds nothing, or nothing that could be read
   */
  public static List<FileDigest> copy(ModelStore store, Commit base, Path attempt)
      throws IOException {
    FileDigest file = file(base).orElse(null);
    if (file == null) {
      return List.of();
    }
    try {
      byte[] content = store.files(base).read(file);
      return List.of(Storage.write(store.fileSystem(), attempt, file.name(), content));
    } catch (DamagedFileException e) {
      LOG.warn("the memory of earlier rounds is lost: {}", e.getMessage());
      return List.of();
    }
  }
}
