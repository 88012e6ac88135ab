/** Labelled data in Parquet: the root and evaluation datasets. */
@NullMarked
package org.skymask.storage.dataset;

import org.jspecify.annotations.NullMarked;
