package org.skymask.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Settings;
import org.skymask.config.SettingsLoader;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Configuration (HOCON) that overrides the defaults: a file, or a URI on HDFS or S3."
      })
  @Nullable String config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      mapFallbackValue = "true",
      description = "Sets one key of the configuration; overrides the file.")
  Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--json",
      description = "One JSON object on standard output and nothing else there.")
  boolean json;

  @Option(names = "--verbose", description = "Stack traces with errors.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  /**
   * @param options keys that a command's own options set: they stand above {@code -D}
   */
  Settings settings(Map<String, String> options) {
    return settings(config, options);
  }

  /** Of another file or URI than that of {@code --config}; null: of none. */
  Settings settings(@Nullable String location, Map<String, String> options) {
    Map<String, String> keys = new LinkedHashMap<>(overrides);
    keys.putAll(options);
    return location != null && RemoteConfig.isRemote(location)
        ? RemoteConfig.load(location, keys)
        : SettingsLoader.load(location == null ? null : Path.of(location).toAbsolutePath(), keys);
  }
}
