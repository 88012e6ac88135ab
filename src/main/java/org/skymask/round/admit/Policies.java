package org.skymask.round.admit;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.AdmissionLimits;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.TrustedKeys;
import org.skymask.config.AdmissionSettings;
import org.skymask.config.Settings;
import org.skymask.model.ModelVersion;
import org.skymask.storage.Location;
import org.skymask.storage.Storage;
import org.skymask.storage.parquet.Codec;

/** What the configuration holds uploads to. */
public final class Policies {
  private Policies() {}

  /**
   * For the uploads of a round.
   *
   * @throws IOException where the keys of {@code admission.keys} cannot be read
   */
  public static AdmissionPolicy of(
      Settings settings, Configuration hadoop, int round, ModelVersion base) throws IOException {
    return of(settings, round, base, keys(settings.limits().admission().keys(), hadoop));
  }

  /** For uploads whose signatures are checked by these keys. */
  public static AdmissionPolicy of(
      Settings settings, int round, ModelVersion base, TrustedKeys keys) {
    return new AdmissionPolicy(
        settings.required("federation"),
        round,
        base.digest(),
        base.layout(),
        limits(settings.limits().admission()),
        keys);
  }

  public static AdmissionLimits limits(AdmissionSettings caps) {
    return new AdmissionLimits(
        caps.maxUploadBytes(),
        caps.maxFiles(),
        Math.toIntExact(caps.maxManifestBytes()),
        new AdmissionLimits.Shard(
            caps.shard().maxRowGroups(),
            Math.toIntExact(caps.shard().maxFooterBytes()),
            caps.shard().maxUncompressedBytes(),
            caps.shard().maxCompressionRatio(),
            caps.shard().maxChunkValues(),
            caps.shard().maxRows(),
            caps.shard().codecs().stream().map(Policies::codec).collect(Collectors.toSet())),
        caps.readTimeLimit());
  }

  private static Codec codec(String name) {
    return Codec.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static TrustedKeys keys(@Nullable String directory, Configuration hadoop)
      throws IOException {
    if (directory == null) {
      return TrustedKeys.none();
    }
    Path path = Location.of(directory, hadoop);
    return TrustedKeys.load(Storage.of(path, hadoop), path);
  }
}
