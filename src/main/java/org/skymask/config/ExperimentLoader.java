package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skymask.config.Experiment.Keep;
import org.skymask.named.Allowed;

/** Loads experiment files: the documented defaults, above them a HOCON file. */
public final class ExperimentLoader {
  private static final String SETTINGS = "settings";
  private static final String PARTICIPATION = "federation.participation";
  private static final String FILES = "simulation.files";
  private static final String CLIENTS_A_ROUND = "training.clients-a-round";

  private final Config config;
  private final Problems problems;
  private final Values values;

  private ExperimentLoader(Config config, Problems problems) {
    this.config = config;
    this.problems = problems;
    this.values = new Values(config, problems);
  }

  /**
   * Loads and checks everything except the names of rules and attacks.
   *
   * @param file HOCON; its includes are relative to it and must be there
   * @throws ConfigurationException with a line for each problem, as {@link SettingsLoader#load}
   */
  public static Experiment load(Path file) {
    Config reference = reference();
    try {
      Config given = SettingsLoader.parse(file);
      Config effective = given.withFallback(reference).resolve();
      Problems problems = new Problems(given.root());
      checkKeys(given, effective, new KnownKeys(reference), problems);
      Experiment experiment = new ExperimentLoader(effective, problems).read();
      problems.throwIfAny();
      return experiment;
    } catch (ConfigException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  static Config reference() {
    URL file = Objects.requireNonNull(ExperimentLoader.class.getResource("experiment.conf"));
    return ConfigFactory.parseURL(file, SettingsLoader.strict()).resolve();
  }

  /** Blocks that settings keep open to others have no place here. */
  private static void checkKeys(
      Config given, Config effective, KnownKeys known, Problems problems) {
    UnknownKeys.check(
        given.withoutPath(SETTINGS).root(),
        effective.withoutPath(SETTINGS).root(),
        known,
        problems);
    for (String open : List.of(KnownKeys.SPARK, KnownKeys.RULE)) {
      if (given.root().containsKey(open)) {
        problems.add(
            new Leaf(List.of(open), Objects.requireNonNull(given.root().get(open))),
            "unknown key "
                + open
                + "; settings of rounds stand below settings, Spark's in the file"
                + " of --config");
      }
    }
  }

  private Experiment read() {
    String name = required("name", values.optional("name"));
    Experiment.Data data =
        new Experiment.Data(
            required("data.train", values.optionalLocation("data.train")),
            values.optionalLocation("data.test"));
    Map<String, String> settings = settings();
    AxesReader axes = new AxesReader(config, problems);
    return new Experiment(
        name,
        data,
        federation(axes),
        training(),
        new MatrixReader(config, problems, settings).read(axes.read()),
        new Experiment.Measures(count("measures.examples", 0), count("measures.every", 1)),
        storing(),
        settings);
  }

  private String required(String key, @Nullable String value) {
    if (value == null) {
      problems.add(
          new Leaf(ConfigUtil.splitPath(key), config.root()),
          key + " is not set, and there is no default");
      return "";
    }
    return value;
  }

  private Experiment.Federation federation(AxesReader axes) {
    return new Experiment.Federation(
        count("federation.clients", 2),
        count("federation.examples", 0),
        new RootSample(count("federation.root-examples", 1), axes.rootBias(), axes.rootSource()),
        values.number("federation.test-share", Allowed.insideShare()),
        values.location("federation.architecture"),
        presence());
  }

  private Experiment.Presence presence() {
    Experiment.Presence presence =
        new Experiment.Presence(
            values.number(PARTICIPATION, Allowed.share()),
            values.number("federation.late.share", Allowed.shareOrNone()),
            count("federation.late.round", 1));
    boolean number = count(CLIENTS_A_ROUND, 0) > 0;
    if (number && presence.participation() < 1) {
      problemOfTwo(PARTICIPATION);
    }
    if (number && !config.getList(AxesReader.PARTICIPATION).isEmpty()) {
      problemOfTwo(AxesReader.PARTICIPATION);
    }
    return presence;
  }

  private void problemOfTwo(String share) {
    problems.add(
        new Leaf(ConfigUtil.splitPath(share), config.getValue(share)),
        share + " and " + CLIENTS_A_ROUND + ": expected one of them, found both");
  }

  private Experiment.Storing storing() {
    Experiment.Storing storing =
        new Experiment.Storing(
            values.oneOf("keep", Keep.class), values.oneOf(FILES, Experiment.Files.class));
    if (storing.files() == Experiment.Files.OFF && storing.keep() != Keep.NOTHING) {
      problems.add(
          new Leaf(ConfigUtil.splitPath(FILES), config.getValue(FILES)),
          FILES
              + " = off and keep = "
              + storing.keep().code()
              + ": nothing can be kept without files; expected "
              + FILES
              + " = auto or on, or keep = nothing");
    }
    return storing;
  }

  private Experiment.Training training() {
    return new Experiment.Training(
        count("training.rounds", 1),
        count("training.local-epochs", 1),
        count("training.batch-size", 1),
        values.number("training.learning-rate", Allowed.above(0)),
        count(CLIENTS_A_ROUND, 0));
  }

  private int count(String key, int least) {
    return values.whole(key, Allowed.whole(least));
  }

  private Map<String, String> settings() {
    if (!(config.root().get(SETTINGS) instanceof ConfigObject block)) {
      return Collections.emptyMap();
    }
    return RoundSettings.of(block, SETTINGS, problems);
  }
}
