package org.skymask.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClusterDecision;
import org.skymask.named.Allowed;

/** Turns a resolved configuration into settings; every key of reference.conf is read here. */
final class SettingsReader {

  /** What rule.byzantine-count is where nobody says. */
  private static final int NO_COUNT = -1;

  private static final int MAX_BLOCK = 1 << 24;
  private static final long MAX_IN_MEMORY = 1L << 30;
  private static final List<String> CODECS = List.of("uncompressed", "snappy", "gzip", "zstd");

  private final Config config;
  private final Values values;

  SettingsReader(Config config, Problems problems) {
    this.config = config;
    this.values = new Values(config, problems);
  }

  SortedSet<String> keysRead() {
    return values.keysRead();
  }

  Settings read(Map<String, String> spark) {
    String federation = values.optional("federation");
    String updates = values.optionalLocation("updates");
    String models = values.optionalLocation("models");
    RootSettings root = root();
    String aggregator = values.text("aggregator");
    RuleSettings rule = rule();
    MaskSettings mask = mask();
    ClusterSettings cluster = cluster();
    QuorumSettings quorum = quorum();
    AggregationSettings aggregation = aggregation();
    GateSettings gate = new GateSettings(notNegative("gate.root-loss-factor"));
    AdmissionSettings admission = admission();
    SweepSettings sweep =
        new SweepSettings(values.duration("sweep.older-than", SweepSettings.LEAST));
    Duration timeLimit = values.duration("round.time-limit", Duration.ZERO);
    String device = values.oneOf("device", "cpu", "gpu", "gpu-or-cpu", "cpu-tensors");
    ObserveSettings observe = observe();
    long seed = values.integer("seed");
    return new Settings(
        new Settings.Where(federation, updates, models),
        root,
        new Settings.Method(aggregator, rule, mask, cluster, aggregation),
        new Settings.Limits(quorum, gate, admission),
        new Settings.Running(sweep, timeLimit, device, observe, seed),
        spark,
        EffectiveRecord.of(values.typed(), rule.parameters(), spark));
  }

  private RootSettings root() {
    return new RootSettings(
        values.optionalLocation("root.data"),
        values.location("root.update"),
        atLeastOne("root.epochs"),
        atLeastOne("root.batch-size"),
        positive("root.learning-rate"));
  }

  private RuleSettings rule() {
    int given = values.whole("rule.byzantine-count", Allowed.whole(NO_COUNT));
    @Nullable Integer byzantineCount = given == NO_COUNT ? null : (Integer) given;
    Map<String, Object> parameters = new TreeMap<>();
    if (config.root().get(KnownKeys.RULE) instanceof ConfigObject rules) {
      rules.forEach(
          (name, value) -> {
            if (value instanceof ConfigObject block) {
              parameters.put(name, EffectiveRecord.sorted(block.unwrapped()));
            }
          });
    }
    return new RuleSettings(byzantineCount, parameters);
  }

  private MaskSettings mask() {
    return new MaskSettings(
        atLeastOne("mask.epochs"),
        positive("mask.learning-rate"),
        values.number("mask.threshold", Allowed.insideShare()),
        values.whole("mask.block-length", Allowed.whole(1, MAX_BLOCK)),
        atLeastOne("mask.micro-batch"));
  }

  private ClusterSettings cluster() {
    return new ClusterSettings(
        values.oneOf("cluster.decision", ClusterDecision.class),
        notNegative("cluster.minimum-split-gain"));
  }

  private QuorumSettings quorum() {
    return new QuorumSettings(
        atLeastOne("quorum.minimum-clients"),
        atLeastOne("quorum.minimum-accepted"),
        values.oneOf("quorum.on-rejection", QuorumSettings.OnRejection.class));
  }

  private AggregationSettings aggregation() {
    return new AggregationSettings(
        values.oneOf("aggregation.weights", AggregationSettings.Weighting.class),
        values.number("aggregation.maximum-share", Allowed.share()),
        positive("aggregation.server-learning-rate"),
        notNegative("aggregation.clip-norm"),
        values.oneOf("aggregation.state", AggregationSettings.StateMean.class));
  }

  private AdmissionSettings admission() {
    return new AdmissionSettings(
        values.optionalLocation("admission.keys"),
        values.bytes("admission.max-upload-bytes", Long.MAX_VALUE),
        atLeastOne("admission.max-files"),
        values.bytes("admission.max-manifest-bytes", MAX_IN_MEMORY),
        new AdmissionSettings.Shard(
            values.bytes("admission.max-footer-bytes", MAX_IN_MEMORY),
            atLeastOne("admission.max-row-groups"),
            values.bytes("admission.max-uncompressed-bytes", Long.MAX_VALUE),
            values.number("admission.max-compression-ratio", Allowed.from(1)),
            atLeastOne("admission.max-chunk-values"),
            atLeastOne("admission.max-rows"),
            values.someOf("admission.codecs", CODECS)),
        values.duration("admission.read-time-limit", AdmissionSettings.LEAST_READ_TIME));
  }

  private ObserveSettings observe() {
    return new ObserveSettings(
        values.duration("observe.timeout", ObserveSettings.LEAST_TIMEOUT),
        new ObserveSettings.OpenLineage(
            values.optionalUrl("observe.openlineage.url"),
            values.optional("observe.openlineage.file"),
            values.text("observe.openlineage.namespace"),
            values.optional("observe.openlineage.bearer-file")),
        new ObserveSettings.Mlflow(
            values.optionalUrl("observe.mlflow.url"),
            values.optional("observe.mlflow.experiment"),
            values.optional("observe.mlflow.model"),
            values.optional("observe.mlflow.bearer-file")),
        new ObserveSettings.Prometheus(
            values.optional("observe.prometheus.file"),
            values.optionalUrl("observe.prometheus.pushgateway")),
        values.oneOf("observe.site", ObserveSettings.Site.class));
  }

  private int atLeastOne(String key) {
    return values.whole(key, Allowed.whole(1));
  }

  private double positive(String key) {
    return values.number(key, Allowed.above(0));
  }

  private double notNegative(String key) {
    return values.number(key, Allowed.from(0));
  }
}
