/** Parquet shards in and out, the model store and its commit protocols. */
@NullMarked
package org.skymask.storage;

import org.jspecify.annotations.NullMarked;
