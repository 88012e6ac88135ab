package org.skymask.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.storage.Storage;

class HdfsMediumIT {

  /** Otherwise its client would go on renewing the lease at a NameNode that is no more. */
  @Test
  void whoHasLeftAFileOpenIsClosedBeforeTheNameNode(@TempDir java.nio.file.Path directory)
      throws Exception {
    HdfsMedium medium = HdfsMedium.in(directory);
    Path left = new Path(medium.place("left"));
    FileSystem fs = Storage.of(left, medium.undisturbed());
    FSDataOutputStream unused = fs.create(left);

    medium.close();

    assertThatThrownBy(() -> fs.exists(left)).hasMessage("Filesystem closed");
  }
}
