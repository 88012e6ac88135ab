/** Parameters in Parquet shards: writes them and reads them back into tensors. */
@NullMarked
package org.skymask.storage.shard;

import org.jspecify.annotations.NullMarked;
