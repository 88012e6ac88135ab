package org.skymask.simulate.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.BinaryShardWriter;

/**
 * Writes uploads as silos may (contract.md#shard): a shard, then the manifest that completes them.
 * Nothing is forced to disk: a cell that was cut off is run from its first round again.
 *
 * @param updates directory above {@code round=<r>}
 * @param baseModel digest of the version that clients trained from
 */
record UploadWriter(String updates, String federation, int round, String baseModel, Layout layout)
    implements Serializable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @param delta [layout.updateCount()]
   * @param examples that the client claims
   */
  void write(String client, float[] delta, int examples, Configuration hadoop) throws IOException {
    Path directory = new Path(updates, FileNames.round(round));
    FileSystem fs = Storage.of(directory, hadoop);
    String own = FileNames.client(client);
    // A task that is tried again finds what the first left.
    fs.delete(new Path(directory, own), true);
    FileDigest file =
        BinaryShardWriter.write(
            fs, new Path(directory, own), FileNames.parquet("part-0"), layout, delta);
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("format", "skymask-update/1").put("federation", federation);
    manifest.put("round", round).put("client", client).put("baseModel", baseModel);
    manifest.put("kind", "delta").put("examples", examples);
    manifest
        .putArray("files")
        .addObject()
        .put("name", file.name())
        .put("bytes", file.bytes())
        .put("sha256", file.sha256());
    Path last = new Path(new Path(directory, own), FileNames.MANIFEST);
    try (FSDataOutputStream out = fs.create(last, false)) {
      out.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
