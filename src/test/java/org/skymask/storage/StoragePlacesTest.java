package org.skymask.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class StoragePlacesTest {
  @Test
  void aPlainPathIsOfThisMachineUnlessHadoopIsToldOtherwise() throws IOException {
    Path plain = new Path("/federation/models");
    assertThat(Storage.absolute(plain, new Configuration())).hasToString("file:" + plain);

    Configuration cluster = new Configuration();
    cluster.set("fs.defaultFS", "hdfs://127.0.0.1:1");
    assertThat(Storage.absolute(plain, cluster)).hasToString("hdfs://127.0.0.1:1" + plain);
    assertThat(Storage.absolute(new Path("file:///federation/models"), cluster))
        .hasToString("file:/federation/models");
  }
}
