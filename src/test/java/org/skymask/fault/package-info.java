/**
 * What goes wrong in a data centre, on purpose: storage that fails or hangs at its k-th operation,
 * drivers and executors that are killed, disks that fill, a thousand rounds in one process.
 */
@NullMarked
package org.skymask.fault;

import org.jspecify.annotations.NullMarked;
