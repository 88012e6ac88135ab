package org.skymask.round.judge;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.admission.Admission;
import org.skymask.admission.Admission.Admitted;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.UploadAdmission;
import org.skymask.config.Settings;
import org.skymask.engine.LocalTraining;
import org.skymask.mask.RootEvaluator;
import org.skymask.model.ModelVersion;
import org.skymask.storage.FileNames;
import org.skymask.storage.Storage;
import org.skymask.storage.shard.ModelParameters;

/** The server's own update: trained here, or given as an upload (method.md#root-update). */
public final class RootUpdates {
  private final JavaSparkContext spark;
  private final Settings settings;

  public RootUpdates(JavaSparkContext spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * @throws IOException when a given update cannot be read or does not fit
   */
  public RootUpdate of(ModelVersion base, AdmissionPolicy policy, RootEvaluator evaluator)
      throws IOException {
    float[] delta = settings.root().trains() ? trained(base, evaluator) : given(base, policy);
    return new RootUpdate(base, delta);
  }

  private float[] trained(ModelVersion base, RootEvaluator evaluator) {
    LocalTraining training =
        new LocalTraining(
            settings.root().epochs(), settings.root().batchSize(), settings.root().learningRate());
    float[] delta =
        Arrays.copyOf(evaluator.train(training, base.values()), base.layout().updateCount());
    for (int j = 0; j < delta.length; j++) {
      delta[j] -= base.values()[j];
    }
    return delta;
  }

  private float[] given(ModelVersion base, AdmissionPolicy policy) throws IOException {
    Path directory = new Path(settings.root().update());
    FileSystem fs = Storage.of(directory, spark.hadoopConfiguration());
    if (!fs.exists(new Path(directory, FileNames.MANIFEST))
        && !fs.exists(new Path(directory, FileNames.SIGNED_MANIFEST))) {
      return bare(fs, directory, base);
    }
    Admission admission = new UploadAdmission(policy, base.values()).admitRoot(fs, directory);
    if (admission instanceof Admission.Refused refused) {
      throw new IOException("root.update " + directory + ": " + refused.detail());
    }
    return ((Admitted) admission).delta();
  }

  /** Shards of a delta without a manifest: the operator's own files. */
  private static float[] bare(FileSystem fs, Path directory, ModelVersion base) throws IOException {
    ModelParameters parameters = ModelParameters.ofUpdate(base.layout());
    boolean found = false;
    for (Path file : Storage.parquetFiles(fs, directory)) {
      parameters.add(file, Storage.read(fs, file));
      found = true;
    }
    if (!found) {
      throw new IOException(
          "root.update "
              + directory
              + " holds neither a manifest nor .parquet files, expected"
              + " an upload (or root.update = train)");
    }
    return parameters.complete(directory);
  }
}
