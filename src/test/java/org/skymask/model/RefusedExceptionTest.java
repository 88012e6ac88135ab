package org.skymask.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedExceptionTest {
  @Test
  void whatSteersATerminalIsEscaped() {
    RefusedException refused =
        new RefusedException(Reason.BAD_MANIFEST, "a\u001b[2Jb\u202ec\u0000\n\ud800 größe");
    assertThat(refused.detail()).isEqualTo("a\\u001b[2Jb\\u202ec\\u0000\\u000a\\ud800 größe");
    assertThat(refused.reason()).isEqualTo(Reason.BAD_MANIFEST);
  }

  @Test
  void longDetailsAreCut() {
    assertThat(Printable.shortened("x".repeat(10_000))).hasSize(501).endsWith("…");
    assertThat(Printable.shortened("short")).isEqualTo("short");
  }
}
