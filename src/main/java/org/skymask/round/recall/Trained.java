package org.skymask.round.recall;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.UploadAdmission;
import org.skymask.storage.Storage;

/**
 * Reads stored uploads of a round again, on executors.
 *
 * @param policy that they are held to
 * @param base [valueCount] what they were trained from
 */
@SuppressWarnings("ArrayRecordComponent")
record Trained(AdmissionPolicy policy, float[] base) implements Serializable {

  /** A client's upload, by the manifest that it was admitted with. */
  record Upload(String directory, String manifest) implements Serializable {}

  /**
   * Its delta, [updateCount]; null where it is gone or was changed.
   *
   * @throws IOException where the storage fails
   */
  float @Nullable [] delta(Upload upload, Configuration hadoop) throws IOException {
    Admitted admitted = admitted(upload, hadoop);
    return admitted == null ? null : admitted.delta();
  }

  /** The upload; null where it is gone or was changed. */
  @Nullable Admitted admitted(Upload upload, Configuration hadoop) throws IOException {
    Path path = new Path(upload.directory());
    return new UploadAdmission(policy, base).admit(Storage.of(path, hadoop), path)
                instanceof Admitted admitted
            && admitted.manifestSha256().equals(upload.manifest())
        ? admitted
        : null;
  }
}
