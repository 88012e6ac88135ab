package org.skymask.observe;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.skymask.storage.Storage;

/**
 * A place of files as OpenLineage names datasets: {@code s3://bucket} and the key, {@code
 * hdfs://host:port} and the path, {@code file} and the path.
 */
record DatasetName(String namespace, String name, String uri) {

  /**
   * @param location URI or path, as the configuration has it
   */
  static DatasetName of(String location, Configuration hadoop) throws IOException {
    Path path = new Path(location);
    return of(Storage.of(path, hadoop).makeQualified(path).toUri());
  }

  static DatasetName of(URI uri) {
    String path = uri.getPath();
    String scheme = String.valueOf(uri.getScheme());
    if (scheme.equals("file")) {
      return new DatasetName("file", path, "file:" + path);
    }
    if (scheme.startsWith("s3")) {
      String key = path.startsWith("/") ? path.substring(1) : path;
      String bucket = "s3://" + uri.getAuthority();
      return new DatasetName(bucket, key.isEmpty() ? "/" : key, bucket + "/" + key);
    }
    String authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    return new DatasetName(scheme + "://" + authority, path, scheme + "://" + authority + path);
  }
}
