package org.skymask.mask;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.Function2;
import scala.collection.JavaConverters;
import scala.collection.immutable.Range$;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A Spark job over the partitions of an RDD that stands. {@code map(…).collect()} makes a new RDD
 * each time and has Spark read the lambda's class file to clean its closure: in an epoch of mask
 * training that costs more than the masks do.
 */
final class PartitionJob {
  private PartitionJob() {}

  /** What a task does with a partition. A named class or record; no lambda is needed. */
  interface Work<T, R> extends Serializable {
    R of(Iterator<T> partition);
  }

  /** Takes a partition's result on the driver, one at a time, as they arrive. */
  interface Sink<R> {
    void take(int partition, R result);
  }

  /** Runs the work on every partition. */
  static <T, R> void run(JavaRDD<T> rdd, Work<T, R> work, Sink<R> sink) {
    Function2<Object, R, BoxedUnit> taken =
        new AbstractFunction2<>() {
          @Override
          public BoxedUnit apply(Object partition, R result) {
            sink.take((Integer) partition, result);
            return BoxedUnit.UNIT;
          }
        };
    rdd.context()
        .runJob(
            rdd.rdd(),
            new Task<>(work),
            Range$.MODULE$.apply(0, rdd.getNumPartitions()),
            taken,
            ClassTag$.MODULE$.apply(Object.class));
  }

  private static final class Task<T, R>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, R>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Work<T, R> work;

    Task(Work<T, R> work) {
      this.work = work;
    }

    @Override
    public R apply(TaskContext context, scala.collection.Iterator<T> partition) {
      return work.of(JavaConverters.asJavaIterator(partition));
    }
  }
}
