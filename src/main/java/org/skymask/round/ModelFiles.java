package org.skymask.round;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.LayoutJson;
import org.skymask.storage.ShardWriter;
import org.skymask.storage.Storage;

/** The files of a version: layout, architecture and parameters. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * @param values [layout.valueCount()]
   */
  public static List<FileDigest> write(
      FileSystem fs, Path directory, Layout layout, Architecture architecture, float[] values)
      throws IOException {
    List<FileDigest> files = new ArrayList<>();
    files.add(Storage.write(fs, directory, architecture.fileName(), architecture.content()));
    files.add(Storage.write(fs, directory, "layout.json", LayoutJson.write(layout)));
    files.addAll(ShardWriter.write(fs, directory, "parameters", layout, values));
    return files;
  }
}
