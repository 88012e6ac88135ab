package org.skymask.cli;

import java.util.List;
import org.skymask.named.Nearest;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood, in one line. */
final class UsageProblem {
  private UsageProblem() {}

  static Failure of(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    return new Failure(said(e) + " (" + command + " --help shows the options)", ExitCode.USAGE);
  }

  private static String said(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().get(0);
      boolean option = argument.startsWith("-");
      boolean command = !option && e.getCommandLine().getParent() == null;
      String kind = option ? "unknown option " : command ? "unknown command " : "unexpected ";
      return kind + argument + suggestion(unmatched.getSuggestions());
    }
    return String.valueOf(e.getMessage());
  }

  private static String suggestion(List<String> candidates) {
    return candidates.isEmpty() ? "" : "; " + Nearest.question(candidates);
  }
}
