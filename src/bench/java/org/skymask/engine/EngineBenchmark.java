package org.skymask.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skymask.model.LabelledData;
import org.skymask.model.ModelVersion;
import org.skymask.storage.Storage;
import org.skymask.storage.dataset.DatasetReader;
import org.skymask.storage.version.ModelStore;

/**
 * The model's own forward and backward pass on the root dataset in the engine that rounds use,
 * without Spark: loading the values and adding up the gradient. {@code -p folder=} is one that
 * src/bench/generate.py has written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "@jobs/lib/java.options"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class EngineBenchmark {
  @Param("target/bench/cnn-100")
  String folder;

  /** Examples that an engine takes at once. */
  @Param({"25", "32", "50", "100"})
  int microBatch;

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final List<GradientEngine> engines = new ArrayList<>();
  private ExecutorService executor;
  private ModelVersion base;
  private LabelledData root;

  @Setup
  public void open() throws IOException {
    ModelStore store = new ModelStore(folder + "/models", new Configuration(false));
    base = store.read(store.readCommit(0).orElseThrow());
    Path data = new Path(folder, "root.parquet");
    root =
        DatasetReader.readLabelled(Storage.of(data, new Configuration(false)), data, base.layout());
    for (int i = 0; i < threads; i++) {
      engines.add(Engines.open(base.architecture(), base.layout()));
    }
    executor = Executors.newFixedThreadPool(threads);
  }

  @TearDown
  public void close() {
    executor.shutdown();
    engines.forEach(GradientEngine::close);
  }

  /** All micro-batches, one after the other. */
  @Benchmark
  public float[] oneThread() {
    return gradient(0, 1);
  }

  /** Micro-batches dealt to as many threads as there are cores. */
  @Benchmark
  public List<float[]> sideBySide() throws InterruptedException, ExecutionException {
    List<Callable<float[]>> shares = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int share = i;
      shares.add(() -> gradient(share, threads));
    }
    List<float[]> gradients = new ArrayList<>();
    for (Future<float[]> share : executor.invokeAll(shares)) {
      gradients.add(share.get());
    }
    return gradients;
  }

  /** The sum over every {@code shares}th micro-batch, by an engine of its own. */
  private float[] gradient(int share, int shares) {
    GradientEngine engine = engines.get(share);
    engine.load(base.values());
    float[] gradient = new float[base.layout().parameterCount()];
    for (int from = share * microBatch; from < root.size(); from += shares * microBatch) {
      engine.addGradient(root, from, Math.min(root.size(), from + microBatch), gradient);
    }
    return gradient;
  }
}
