package org.skymask.cli;

import java.util.Arrays;

/** Finds who has called {@code System.exit}, by the stacks of the threads. */
final class ForeignExit {
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  private ForeignExit() {}

  /** Whether the thread with this stack has begun the shutdown and waits for its hooks. */
  static boolean runsHooks(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(HOOKS));
  }

  /** The class that began the shutdown which is in progress. */
  static String caller() {
    return Thread.getAllStackTraces().values().stream()
        .filter(ForeignExit::runsHooks)
        .findFirst()
        .map(ForeignExit::caller)
        .orElse("the system");
  }

  private static String caller(StackTraceElement[] stack) {
    int below = 0;
    for (int frame = 0; frame < stack.length; frame++) {
      if (stack[frame].getClassName().equals(HOOKS)) {
        below = frame + 1;
      }
    }
    return Arrays.stream(stack)
        .skip(below)
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java.lang."))
        .findFirst()
        .orElse("the system");
  }
}
