package org.skymask.fault;

import java.nio.file.Path;
import java.util.Map;
import org.skymask.cli.TestFederation;

/** The local disk. */
final class LocalMedium extends Medium {
  private final Path directory;
  private final TestFederation federation;
  private int count;

  private LocalMedium(Path directory, TestFederation federation) {
    this.directory = directory;
    this.federation = federation;
  }

  /**
   * @param directory an empty one
   */
  static LocalMedium in(Path directory) {
    return new LocalMedium(directory, Few.clients(directory.resolve("federation")));
  }

  @Override
  String name() {
    return "local";
  }

  @Override
  String updates() {
    return directory.resolve("federation/updates").toString();
  }

  @Override
  String root() {
    return federation.root().toString();
  }

  @Override
  String models() {
    Path models = directory.resolve("models-" + ++count);
    TestFederation.copy(federation.models(), models);
    return models.toString();
  }

  @Override
  String place(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  Map<String, String> reached() {
    return Map.of();
  }

  @Override
  Map<String, String> injected() {
    return Map.of(
        "fs.file.impl",
        FaultyLocalFileSystem.class.getName(),
        "fs.file.impl.disable.cache",
        "true");
  }

  @Override
  String scope() {
    return directory.toString();
  }
}
