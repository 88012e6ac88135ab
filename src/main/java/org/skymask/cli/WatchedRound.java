package org.skymask.cli;

import java.util.function.Function;
import org.skymask.config.Settings;
import org.skymask.observe.Ending;
import org.skymask.observe.Observers;
import org.skymask.round.Progress;
import org.skymask.round.RoundResult;

/**
 * Runs a command that makes a version. A terminal and the observers watch it, a guard ends it where
 * it would not end by itself, and all are told how it ended.
 *
 * @param settings of the federation
 * @param command as an operator would type it once more, without the number
 * @param json whether standard output is for JSON alone
 * @param alarm says when {@code round.time-limit} has passed
 */
record WatchedRound(Settings settings, String command, boolean json, Alarm alarm) {

  /** What is watched. */
  interface Job {
    RoundResult run(Progress progress) throws Exception;
  }

  /**
   * @param answer what is said of the result
   * @return the exit code
   */
  int run(Observers watching, Job job, Function<RoundResult, Answer> answer) throws Exception {
    Progress terminal = TerminalProgress.choose(json);
    try (Observers observers = watching) {
      RoundResult result = watched(job, terminal, observers);
      TerminalProgress.end(terminal);
      Output.tell(answer.apply(result), json);
      int exit = result.isRejected() ? ExitCode.REJECTED : ExitCode.DONE;
      observers.finished(new Ending(result, exit, result.record().result().why()));
      return exit;
    } finally {
      TerminalProgress.end(terminal);
    }
  }

  private RoundResult watched(Job job, Progress terminal, Observers observers) throws Exception {
    try (RoundGuard guard =
        RoundGuard.begin(
            command,
            settings.running().timeLimit(),
            failure -> tell(failure, terminal, observers),
            alarm)) {
      return job.run(Progress.both(guard, Progress.both(terminal, observers)));
    } catch (Exception | Error e) {
      Failure failure = Failure.of(e);
      observers.finished(new Ending(null, failure.exit(), failure.message()));
      throw e;
    }
  }

  private void tell(Failure failure, Progress terminal, Observers observers) {
    TerminalProgress.end(terminal);
    Cli.say(failure, json);
    observers.finished(new Ending(null, failure.exit(), failure.message()));
    observers.close();
  }
}
