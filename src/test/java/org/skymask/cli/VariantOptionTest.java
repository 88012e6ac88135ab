package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skymask.config.ConfigurationException;

class VariantOptionTest {
  @Test
  void aNameAndKeys() {
    assertThat(VariantOption.parse("short : mask.epochs=10, cluster.decision = root-row"))
        .isEqualTo(
            new VariantOption(
                "short", Map.of("mask.epochs", "10", "cluster.decision", "root-row")));
  }

  @Test
  void valuesMayHoldColonsEqualsAndCommas() {
    assertThat(VariantOption.parse("a: root.update=s3a://b/c=d,rule.x.list=1,2, 3,seed=4").keys())
        .isEqualTo(Map.of("root.update", "s3a://b/c=d", "rule.x.list", "1,2, 3", "seed", "4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", ": seed=1", "a: seed", "a: =1", "a: seed=1, seed=2"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> VariantOption.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--with \"" + text + "\": expected \"name: key=value, key=value\", each key once");
  }
}
