package org.skymask.storage.commit;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.skymask.fixture.FaultyProxy;
import org.skymask.fixture.HttpRequest;
import org.skymask.fixture.S3Endpoint;
import org.skymask.storage.StorageDefaults;

/** An S3 endpoint, and a proxy before it that tells what file systems ask of it. */
final class S3Traffic implements AutoCloseable {
  private final S3Endpoint endpoint;
  private final FaultyProxy proxy;

  private S3Traffic(S3Endpoint endpoint, FaultyProxy proxy) {
    this.endpoint = endpoint;
    this.proxy = proxy;
  }

  /** With the bucket {@code models}. */
  static S3Traffic start() {
    S3Endpoint endpoint = S3Endpoint.start().bucket("models");
    return new S3Traffic(endpoint, FaultyProxy.before(endpoint.port()));
  }

  FaultyProxy proxy() {
    return proxy;
  }

  /** A directory that nobody else has. */
  static Path directory() {
    return new Path("s3a://models/" + UUID.randomUUID());
  }

  /** By way of the proxy as the endpoint. */
  FileSystem connect(Map<String, String> further) throws IOException {
    return connect(S3Endpoint.settings(proxy.port()), further);
  }

  /** At the endpoint itself. */
  FileSystem connectDirectly(Map<String, String> further) throws IOException {
    return connect(endpoint.settings(), further);
  }

  private static FileSystem connect(Map<String, String> base, Map<String, String> further)
      throws IOException {
    Configuration conf = S3Endpoint.configuration(base);
    StorageDefaults.missing(conf).forEach(conf::set);
    conf.setInt("fs.s3a.retry.limit", 1);
    conf.set("fs.s3a.retry.interval", "1ms");
    further.forEach(conf::set);
    return FileSystem.newInstance(URI.create("s3a://models/"), conf);
  }

  static boolean commit(FileSystem fs, Path directory) throws IOException {
    return CommitProtocols.of(fs, directory)
        .createIfAbsent(new Path(directory, "commit.json"), CommitContract.content(0));
  }

  List<HttpRequest> puts() {
    return proxy.seen().stream().filter(request -> request.method().equals("PUT")).toList();
  }

  @Override
  public void close() {
    proxy.close();
    endpoint.close();
  }
}
