package org.skymask.mask;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.skymask.engine.Device;
import org.skymask.engine.Engines;

/**
 * Limits the memory of each device that blocks may take in this process; the rest is for engines.
 */
final class DeviceMemory {
  /** Share of the memory that is free at the first request. */
  private static final double SHARE = 0.6;

  private static final Map<Device, DeviceMemory> ALL = new ConcurrentHashMap<>();

  private final AtomicLong left;

  /**
   * @param bytes that blocks may take together
   */
  DeviceMemory(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  static DeviceMemory of(Device device) {
    return ALL.computeIfAbsent(
        device, each -> new DeviceMemory((long) (SHARE * Engines.free(each))));
  }

  /** Takes so many bytes, or none where they are not available. */
  boolean reserve(long bytes) {
    return left.getAndUpdate(now -> now >= bytes ? now - bytes : now) >= bytes;
  }

  void release(long bytes) {
    left.addAndGet(bytes);
  }
}
