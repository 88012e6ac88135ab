package org.skymask.round.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeUrlTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "file:/m/index.html, /m/round=1/attempt=a/report.html, ./round=1/attempt=a/report.html",
        "file:/m/index.html, file:/m/x.html, ./x.html",
        "file:/p/q/index.html, /m/x.html, ./../../m/x.html",
        "file:/m/a/index.html, /m/b/x.html, ./../b/x.html",
        "file:/index.html, /m/x.html, ./m/x.html",
        "file:/m/index.html, /m/rejected=a?b#c%20/x.html, ./rejected=a%3Fb%23c%2520/x.html",
        "file:/m/index.html, /m/a:b, ./a:b",
        "hdfs://n:8020/m/index.html, hdfs://n:8020/m/x.html, ./x.html",
        "hdfs://n:8020/m/index.html, hdfs://o:8020/m/x.html, none",
        "file:/m/index.html, s3a://b/m/x.html, none",
      })
  void leadsFromThePageToTheFile(URI page, String file, String url) {
    assertThat(new RelativeUrl(page).to(path(file))).isEqualTo(url);
  }

  private static Path path(String file) {
    // Path decodes nothing, but takes what is before a colon for a scheme.
    return file.contains("a:b")
        ? new Path(new Path("/m"), new Path(URI.create("./a:b")))
        : new Path(file);
  }
}
