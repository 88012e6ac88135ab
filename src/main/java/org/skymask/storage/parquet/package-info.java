/**
 * A Parquet reader for files that nobody trusts: from bytes in memory to arrays of numbers.
 * Whatever a file declares is checked against the bytes that are there, and against limits, before
 * anything is allocated or decompressed for it. Format: the Apache Parquet specification
 * (parquet.thrift, Encodings.md).
 */
@NullMarked
package org.skymask.storage.parquet;

import org.jspecify.annotations.NullMarked;
