/**
 * The versions of a federation: their directories, commits, layouts, round.json, clients.parquet,
 * and what rules and the decision with memory keep.
 */
@NullMarked
package org.skymask.storage.version;

import org.jspecify.annotations.NullMarked;
