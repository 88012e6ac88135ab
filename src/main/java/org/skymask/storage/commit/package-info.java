/**
 * Commits exactly once, by what each storage can do: hard links on local disks, renames on HDFS,
 * conditional puts on S3.
 */
@NullMarked
package org.skymask.storage.commit;

import org.jspecify.annotations.NullMarked;
