/**
 * The versions of a federation: their directories, commits, layouts, clients.parquet and the memory
 * of rules.
 */
@NullMarked
package org.skymask.storage.version;

import org.jspecify.annotations.NullMarked;
