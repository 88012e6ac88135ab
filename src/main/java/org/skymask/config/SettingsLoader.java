package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads settings: reference.conf, overridden by a HOCON file, overridden by single keys. System
 * properties and reference.conf files of other libraries are not read; environment variables only
 * where a file asks for one ({@code ${?NAME}}).
 */
public final class SettingsLoader {

  private static final String REFERENCE = "reference.conf";

  private SettingsLoader() {}

  /**
   * Loads and checks everything.
   *
   * @param file HOCON; its includes are relative to it and must be there; null for none
   * @param overrides by key, as {@code -D} gives them
   * @throws ConfigurationException with a line for each problem: a missing or unreadable file, a
   *     syntax error, unknown keys, wrong types, values out of range
   */
  public static Settings load(@Nullable Path file, Map<String, String> overrides) {
    Config reference = reference();
    KnownKeys known = new KnownKeys(reference);
    try {
      Config given = Overrides.own(overrides, known).withFallback(parse(file));
      Config effective = given.withFallback(reference).resolve();
      Problems problems = new Problems(given.root());
      UnknownKeys.check(given.root(), effective.root(), known, problems);
      SortedMap<String, String> spark =
          SparkKeys.of(effective, file, Overrides.spark(overrides), problems);
      Settings settings = new SettingsReader(effective, problems).read(spark);
      problems.throwIfAny();
      return settings;
    } catch (ConfigException e) {
      String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new ConfigurationException(Secrets.redacted(message));
    }
  }

  /**
   * The defaults. Not by {@code getResource("reference.conf")}, which may be another library's:
   * from the directory or archive that this class comes from.
   */
  static Config reference() {
    String name = SettingsLoader.class.getName().replace('.', '/') + ".class";
    URL self = SettingsLoader.class.getResource("/" + name);
    if (self == null) {
      throw new IllegalStateException(name + " is not on its own class path");
    }
    String address = self.toString();
    String ours = address.substring(0, address.length() - name.length()) + REFERENCE;
    try {
      return ConfigFactory.parseURL(URI.create(ours).toURL(), strict()).resolve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config parse(@Nullable Path file) {
    if (file == null) {
      return ConfigFactory.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          file + (Files.exists(file) ? ": expected a file" : ": no such file"));
    }
    return ConfigFactory.parseFile(file.toFile(), strict().setIncluder(new FileIncluder(file)));
  }

  static ConfigParseOptions strict() {
    return ConfigParseOptions.defaults().setAllowMissing(false).setSyntax(ConfigSyntax.CONF);
  }
}
