package org.skymask.job;

import java.io.Serializable;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.collection.JavaConverters;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs a Spark job over the partitions of an existing RDD. {@code map(…).collect()} would make a
 * new RDD each time, read the lambda's class file to clean its closure, and serialise results even
 * within one JVM. In an epoch of mask training that costs more than the masks do.
 */
public final class PartitionJob {
  private PartitionJob() {}

  /** What a task does with a partition: a named class or record, not a lambda. */
  public interface Work<T, R> extends Serializable {
    R of(Iterator<T> partition);
  }

  /** Takes a partition's result on the driver, one at a time, as they arrive. */
  public interface Sink<R> {
    void take(int partition, R result);
  }

  /** Runs the work on every partition; for results of which the driver may hold all at once. */
  public static <T, R> void run(
      JavaSparkContext spark, JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink) {
    run(spark, rdd, work, sink, 0);
  }

  /**
   * Runs the work on every partition, in as many jobs, one after the other, as keep results that
   * have to travel within {@link ResultLimit}.
   *
   * @param bytes of all results together, about the same from each partition
   */
  public static <T, R> void run(
      JavaSparkContext spark, JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink, long bytes) {
    Workers.of(spark).run(rdd, work, sink, bytes);
  }

  /** Submits the partitions [from, to) as one job. */
  static <T, R> void submit(JavaRDD<T> rdd, Task<T, R> task, int from, int to, Sink<R> sink) {
    Function2<Object, R, BoxedUnit> taken =
        new AbstractFunction2<>() {
          @Override
          public BoxedUnit apply(Object partition, R result) {
            // Spark counts a job's partitions from 0.
            sink.take(from + (Integer) partition, result);
            return BoxedUnit.UNIT;
          }
        };
    rdd.context()
        .runJob(
            rdd.rdd(),
            task,
            Range$.MODULE$.apply(from, to),
            taken,
            ClassTag$.MODULE$.apply(Object.class));
  }

  static final class Task<T, R>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, R>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Work<T, R> work;
    private final @Nullable Shared<AtomicReferenceArray<R>> here;

    /**
     * @param here place for results that need not travel; null where they must travel
     */
    Task(Work<T, R> work, @Nullable Shared<AtomicReferenceArray<R>> here) {
      this.work = work;
      this.here = here;
    }

    @Override
    @SuppressWarnings("NullAway")
    public R apply(TaskContext context, scala.collection.Iterator<T> partition) {
      R result = work.of(JavaConverters.asJavaIterator(partition));
      if (here == null) {
        return result;
      }
      here.value().set(context.partitionId(), result);
      return null;
    }
  }
}
