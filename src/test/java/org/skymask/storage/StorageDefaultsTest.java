package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class StorageDefaultsTest {
  private static final String ATTEMPTS = "fs.s3a.attempts.maximum";
  private static final String TIMEOUT = "ipc.client.rpc-timeout.ms";

  @Test
  void standWhereHadoopsOwnWould() {
    Map<String, String> missing = StorageDefaults.missing(new Configuration());
    assertThat(missing)
        .hasSize(6)
        .containsEntry(TIMEOUT, "60000")
        .containsEntry(ATTEMPTS, "5")
        .containsEntry("fs.s3a.directory.marker.retention", "keep");
  }

  @Test
  void giveWayToTheUser() {
    Configuration chosen = new Configuration();
    chosen.set(ATTEMPTS, "20");
    assertThat(StorageDefaults.missing(chosen)).hasSize(5).doesNotContainKey(ATTEMPTS);
  }

  @Test
  void giveWayToTheFilesOfASite() {
    Configuration chosen = new Configuration();
    String site =
        "<configuration><property><name>"
            + TIMEOUT
            + "</name><value>0</value></property></configuration>";
    chosen.addResource(
        new ByteArrayInputStream(site.getBytes(StandardCharsets.UTF_8)), "core-site.xml");
    assertThat(StorageDefaults.missing(chosen)).hasSize(5).doesNotContainKey(TIMEOUT);
  }
}
