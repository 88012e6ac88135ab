package org.skymask.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What a command has to say, for people and for programs. */
interface Answer {
  /** Lines for a terminal, each with its line break. */
  String text() throws IOException;

  /** The same as one object, for {@code --json}. */
  ObjectNode json() throws IOException;

  /** What is printed. */
  default String printed(boolean asJson) throws IOException {
    return asJson ? JsonOutput.print(json()) + "\n" : text();
  }
}
