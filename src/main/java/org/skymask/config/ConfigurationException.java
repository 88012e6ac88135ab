package org.skymask.config;

import java.util.List;

/** The configuration has errors. The message has a line for each problem. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public ConfigurationException(String problem) {
    this(List.of(problem));
  }

  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, beginning with the place if it is known: {@code conf/demo.conf: 12: …}. */
  public List<String> problems() {
    return problems;
  }
}
