package org.skymask.job;

import org.apache.spark.broadcast.Broadcast;

/** A broadcast. */
record Sent<T>(Broadcast<T> broadcast) implements Shared<T> {

  @Override
  public T value() {
    return broadcast.value();
  }

  @Override
  public void close() {
    broadcast.destroy();
  }
}
