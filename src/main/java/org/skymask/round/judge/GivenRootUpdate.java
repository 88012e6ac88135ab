package org.skymask.round.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Settings;
import org.skymask.model.ModelDigest;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;

/** Identifies a given root update by its content, because it may be moved to another place. */
public final class GivenRootUpdate {
  private static final String ROOT = "root";
  private static final String PLACE = "update";

  /** The key beside root.update in the configuration of round.json. */
  static final String DIGEST = "update-sha256";

  private GivenRootUpdate() {}

  /** The effective configuration, with the digest of a root update that was given. */
  public static Map<String, Object> recorded(Settings settings, Configuration hadoop)
      throws IOException {
    if (settings.root().trains()) {
      return settings.effective();
    }
    Map<String, Object> configuration = new TreeMap<>(settings.effective());
    Map<String, Object> root = new TreeMap<>();
    if (configuration.get(ROOT) instanceof Map<?, ?> given) {
      given.forEach((key, value) -> root.put((String) key, value));
    }
    Path directory = new Path(settings.root().update());
    root.put(PLACE, Storage.absolute(directory, hadoop).toString());
    digest(Storage.of(directory, hadoop), directory).ifPresent(sha -> root.put(DIGEST, sha));
    configuration.put(ROOT, root);
    return configuration;
  }

  /**
   * The digest of its manifest, which holds the digests of its shards; without a manifest that of
   * its shards. Empty where both are gone.
   */
  private static Optional<String> digest(FileSystem fs, Path directory) throws IOException {
    for (String manifest : List.of(FileNames.SIGNED_MANIFEST, FileNames.MANIFEST)) {
      try {
        return Optional.of(ModelDigest.hex(Storage.read(fs, new Path(directory, manifest))));
      } catch (FileNotFoundException e) {
        // The other, or none.
      }
    }
    List<String> shards = new ArrayList<>();
    for (Path file : Storage.parquetFiles(fs, directory)) {
      shards.add(ModelDigest.hex(Storage.read(fs, file)));
    }
    return shards.isEmpty()
        ? Optional.empty()
        : Optional.of(ModelDigest.hex(String.join("\n", shards).getBytes(StandardCharsets.UTF_8)));
  }

  /** Leaves the digests where both configurations have one, otherwise the places. */
  public static void compareByContent(ObjectNode then, ObjectNode now) {
    boolean both = then.path(ROOT).has(DIGEST) && now.path(ROOT).has(DIGEST);
    for (ObjectNode configuration : List.of(then, now)) {
      if (configuration.path(ROOT) instanceof ObjectNode root) {
        root.remove(both ? PLACE : DIGEST);
      }
    }
  }
}
