package org.skymask.round.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.skymask.config.Settings;
import org.skymask.engine.Device;
import org.skymask.engine.EnginePool;
import org.skymask.engine.dl4j.Dl4jEvaluation;
import org.skymask.mask.DeviceChoice;
import org.skymask.model.Assessment;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelData;
import org.skymask.model.ModelVersion;
import org.skymask.round.RoundException;
import org.skymask.round.chain.Versioned;
import org.skymask.storage.FileNames;
import org.skymask.storage.Location;
import org.skymask.storage.Replacement;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.version.AssessmentJson;
import org.skymask.storage.version.ModelStore;

/** Evaluates a version on a dataset, a task a file; DL4J classifiers by {@link Dl4jEvaluation}. */
public final class EvaluateJob {
  private final JavaSparkContext spark;
  private final Settings settings;

  public EvaluateJob(JavaSparkContext spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Reads a version.
   *
   * @param wanted empty for the newest
   */
  public ModelVersion model(OptionalInt wanted) throws IOException, RoundException {
    ModelStore store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
    return store.read(new Versioned(store, settings).commit(wanted));
  }

  /**
   * @param dataset a Parquet file, or a directory of them
   * @throws IOException that names the file, the row and what was expected
   */
  public Evaluation run(ModelVersion model, String dataset) throws IOException {
    Path path = Location.of(dataset, spark.hadoopConfiguration());
    List<String> files =
        DatasetReader.files(Storage.of(path, spark.hadoopConfiguration()), path).stream()
            .map(file -> file.getPath().toString())
            .toList();
    Broadcast<ModelVersion> shared = spark.broadcast(model);
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    DeviceChoice device = DeviceChoice.of(settings.running().device());
    boolean classifier = model.layout().signature().isClassifier();
    if (classifier && model.architecture().fileName().endsWith(".json")) {
      JavaRDD<LabelledData> data =
          spark
              .parallelize(files, files.size())
              .map(file -> readLabelled(file, hadoop.value(), shared.value()));
      Dl4jEvaluation.Result result =
          Dl4jEvaluation.evaluate(
              spark, data, model.architecture(), model.layout(), model.values(), device::ofTask);
      return new Evaluation(result.examples(), result.loss(), result.confusion());
    }
    return spark
        .parallelize(files, files.size())
        .map(file -> read(file, hadoop.value(), shared.value()))
        .map(part -> evaluate(part, shared.value(), device.ofTask()))
        .collect()
        .stream()
        .reduce(Evaluation::and)
        .orElseThrow();
  }

  /**
   * Keeps what was found beside the version, in place of what was kept before.
   *
   * @return the file
   */
  public String keep(ModelVersion model, Evaluation found) throws IOException {
    ModelStore store = new ModelStore(settings.required("models"), spark.hadoopConfiguration());
    Path file = new Path(store.directory(model.round()), FileNames.EVALUATION);
    Assessment assessed =
        new Assessment(
            model.digest(),
            found.examples(),
            found.loss(),
            found.measures().all().stream()
                .map(measure -> new Assessment.Score(measure.name(), measure.value()))
                .toList());
    new Replacement(store.fileSystem(), file, spark.hadoopConfiguration())
        .write(AssessmentJson.toJson(assessed));
    return file.toString();
  }

  private static ModelData read(String file, SerializableConfiguration hadoop, ModelVersion model)
      throws IOException {
    Path path = new Path(file);
    return DatasetReader.read(Storage.of(path, hadoop.value()), path, model.layout());
  }

  /** Dl4j-spark takes its examples from memory. */
  private static LabelledData readLabelled(
      String file, SerializableConfiguration hadoop, ModelVersion model) throws IOException {
    Path path = new Path(file);
    return DatasetReader.readLabelled(Storage.of(path, hadoop.value()), path, model.layout());
  }

  private static Evaluation evaluate(ModelData data, ModelVersion model, Device device) {
    return EnginePool.use(
        model.architecture(),
        model.layout(),
        device,
        engine -> {
          engine.load(model.values());
          return new Measuring(engine).of(data);
        });
  }
}
