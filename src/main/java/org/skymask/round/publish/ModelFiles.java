package org.skymask.round.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.model.Architecture;
import org.skymask.model.FileDigest;
import org.skymask.model.Layout;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.version.LayoutJson;

/**
 * What every version holds beside its values: layout, architecture, and the loss that is a
 * function.
 */
public final class ModelFiles {
  private ModelFiles() {}

  public static List<FileDigest> write(
      FileSystem fs, Path directory, Layout layout, Architecture architecture) throws IOException {
    List<FileDigest> files = new ArrayList<>();
    files.add(Storage.write(fs, directory, architecture.fileName(), architecture.content()));
    byte[] loss = architecture.loss();
    if (loss != null) {
      files.add(Storage.write(fs, directory, FileNames.LOSS, loss));
    }
    files.add(Storage.write(fs, directory, FileNames.LAYOUT, LayoutJson.write(layout)));
    return files;
  }
}
