package org.skymask.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Includes relative to the including file. HOCON ignores a missing file, or takes one of that name
 * from the class path. A federation with a mistyped include would then run without its keys and
 * quorum, so a missing file is an error here.
 */
final class FileIncluder implements ConfigIncluder {
  private static final List<String> EXTENSIONS = List.of("", ".conf", ".json");

  private final Path includedBy;

  FileIncluder(Path includedBy) {
    this.includedBy = includedBy;
  }

  /** Nobody else is asked. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path file =
        found(includedBy, what)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        includedBy
                            + ": include \""
                            + what
                            + "\": no such file as "
                            + includedBy.resolveSibling(what)));
    return ConfigFactory.parseFile(
            file.toFile(),
            context.parseOptions().setAllowMissing(false).setIncluder(new FileIncluder(file)))
        .root();
  }

  /** The file that an include means; its extension may be left out. */
  static Optional<Path> found(Path includedBy, String what) {
    return EXTENSIONS.stream()
        .map(extension -> includedBy.resolveSibling(what + extension))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
