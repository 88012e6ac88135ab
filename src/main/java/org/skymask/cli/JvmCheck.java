package org.skymask.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.LocalNames;

/** Finds JVM options and locales that would make answers wrong. */
final class JvmCheck {
  /** The first ends with 3, which is a quorum that was not met; the second with a signal. */
  private static final List<String> ENDS =
      List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError");

  private JvmCheck() {}

  /** Why nothing can be run here; null where it can. */
  static @Nullable Failure refusal(String... arguments) {
    for (String argument : arguments) {
      if (isBroken(argument)) {
        return usage(
            "the argument "
                + argument
                + " has lost characters, and would name another file: "
                + LocalNames.cure());
      }
    }
    return ENDS.stream()
        .filter(JvmCheck::isOn)
        .findFirst()
        .map(JvmCheck::endsByItself)
        .orElse(null);
  }

  /** spark-submit's own JVM writes a question mark for what it could not read. */
  private static boolean isBroken(String argument) {
    return LocalNames.isBroken(argument) || !LocalNames.isUnicode() && argument.contains("?");
  }

  private static boolean isOn(String option) {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return jvm != null && jvm.getVMOption(option).getValue().equals("true");
  }

  private static Failure endsByItself(String option) {
    return usage(
        "the JVM has the option -XX:+"
            + option
            + ", which ends it with an exit code of its own: leave it out of SKYMASK_JAVA_OPTS,"
            + " JAVA_TOOL_OPTIONS and spark.driver.extraJavaOptions; a driver without memory ends"
            + " with 1");
  }

  private static Failure usage(String message) {
    return new Failure(message, ExitCode.USAGE);
  }
}
