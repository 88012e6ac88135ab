package org.skymask.round.recall;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.ClientDirectory;
import org.skymask.kernel.Vectors;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Blocks.UploadChangedException;
import org.skymask.rule.Momentum;

/**
 * Reads a client's momentum on an executor, which holds two updates of the client at a time.
 *
 * @param past the earlier rounds without a gap, oldest first
 * @param now what this round's uploads are held to
 * @param manifests of this round, by client
 */
record MomentumReader(
    Momentum momentum, List<Past> past, Trained now, Map<String, String> manifests)
    implements Admissions.Reader {

  /**
   * A round before.
   *
   * @param uploads by client
   * @param trained null where nobody's upload counts
   */
  record Past(Map<String, Trained.Upload> uploads, @Nullable Broadcast<Trained> trained)
      implements Serializable {
    static final Past NOBODY = new Past(Map.of(), null);

    float @Nullable [] delta(String client, Configuration hadoop) throws IOException {
      Trained.Upload upload = uploads.get(client);
      return upload == null || trained == null ? null : trained.value().delta(upload, hadoop);
    }
  }

  @Override
  public Admission read(Path directory, Configuration hadoop) throws IOException {
    String client = ClientDirectory.client(directory);
    int parameters = now.policy().layout().parameterCount();
    float[] sum = new float[parameters];
    for (Past round : past) {
      float[] delta = round.delta(client, hadoop);
      if (delta == null) {
        momentum.decay(sum, parameters);
      } else {
        momentum.add(sum, delta, parameters);
      }
    }
    Admitted sent = now.admitted(upload(directory, client), hadoop);
    if (sent == null) {
      throw new UploadChangedException(client);
    }
    momentum.add(sum, sent.delta(), parameters);
    float[] row = sent.delta().clone();
    System.arraycopy(sum, 0, row, 0, parameters);
    double norm = Math.sqrt(Vectors.squares(sum, parameters));
    return new Admitted(client, sent.manifestSha256(), sent.examples(), sent.bytes(), row, norm);
  }

  private Trained.Upload upload(Path directory, String client) {
    String manifest = Objects.requireNonNull(manifests.get(client), client);
    return new Trained.Upload(directory.toString(), manifest);
  }
}
