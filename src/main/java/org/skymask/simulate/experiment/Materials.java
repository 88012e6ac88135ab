package org.skymask.simulate.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.skymask.config.Experiment;
import org.skymask.model.ModelDigest;
import org.skymask.simulate.data.ExampleFiles;
import org.skymask.simulate.federation.ModelSource;
import org.skymask.storage.Storage;

/**
 * What an experiment is made of.
 *
 * @param model where version 0 comes from
 * @param digest over the content of the data files and the model's
 */
record Materials(ModelSource model, String digest) {

  /**
   * Finds them all.
   *
   * @throws IOException that names what is missing
   */
  static Materials of(Experiment experiment, Configuration hadoop) throws IOException {
    ModelSource model = ModelSource.of(experiment.federation().architecture(), hadoop);
    MessageDigest digest = ModelDigest.sha256();
    digest.update(HexFormat.of().parseHex(model.digest()));
    add(experiment.data().train(), hadoop, digest);
    String test = experiment.data().test();
    if (test != null) {
      digest.update((byte) 1);
      add(test, hadoop, digest);
    }
    return new Materials(model, ModelDigest.hex(digest));
  }

  private static void add(String location, Configuration hadoop, MessageDigest digest)
      throws IOException {
    for (Path file : ExampleFiles.files(location, hadoop)) {
      try (InputStream in = Storage.of(file, hadoop).open(file);
          DigestInputStream digesting = new DigestInputStream(in, digest)) {
        digesting.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }
}
