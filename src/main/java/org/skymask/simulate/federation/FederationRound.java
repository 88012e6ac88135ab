package org.skymask.simulate.federation;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.skymask.model.ClientResult;
import org.skymask.model.Coded;
import org.skymask.model.Verdict;
import org.skymask.round.Progress;
import org.skymask.round.RoundException;
import org.skymask.round.RoundResult;
import org.skymask.round.run.RoundJob;

/**
 * A round of a simulated federation: clients train and upload, the round is run by the code that
 * runs real ones, the new model is evaluated.
 */
public final class FederationRound {
  private final Federation federation;

  public FederationRound(Federation federation) {
    this.federation = federation;
  }

  /**
   * The result of a round.
   *
   * @param gain of the split that decided; empty where none was looked for
   */
  public record Result(
      RoundEnd outcome, Score score, Turnout turnout, OptionalDouble gain, RoundTimes times) {}

  /**
   * Runs it.
   *
   * @param round of the experiment, from 1
   * @param examples of the test data that the model is evaluated on; 0: it is not evaluated
   * @param keepsUploads whether they stay
   * @throws RoundException where the round cannot be run as it is configured
   */
  public Result run(int round, int examples, boolean keepsUploads) throws IOException {
    final long begun = System.nanoTime();
    int number = federation.next();
    int[] clients = federation.participants(round);
    federation.forget(number);
    federation.upload(round, number, clients);
    final double training = since(begun);
    int malicious = 0;
    for (int client : clients) {
      malicious += federation.malicious().contains(client) ? 1 : 0;
    }
    final long started = System.nanoTime();
    RoundEnd outcome;
    RoundResult result = null;
    try {
      result = round(number, malicious);
      outcome = Coded.of(RoundEnd.class, result.record().result().outcome().code());
    } catch (RoundException e) {
      if (e.kind() != RoundException.Kind.QUORUM) {
        throw e;
      }
      outcome = RoundEnd.NO_QUORUM;
    }
    final double seconds = since(started);
    federation.proceed();
    if (!keepsUploads) {
      federation.forgetRead(number);
    }
    Score score = federation.score(examples);
    return new Result(
        outcome,
        score,
        new Turnout(
            clients.length,
            malicious,
            refused(result, malicious, true),
            refused(result, clients.length - malicious, false)),
        result == null ? OptionalDouble.empty() : result.record().judged().gain(),
        new RoundTimes(training, seconds, since(begun)));
  }

  private RoundResult round(int number, int malicious) throws IOException {
    return new RoundJob(federation.spark(), federation.settings(malicious), Progress.SILENT)
        .run(OptionalInt.of(number));
  }

  /** Clients that were not accepted: without a quorum nobody was. */
  private int refused(@Nullable RoundResult result, int all, boolean malicious) {
    if (result == null) {
      return all;
    }
    int refused = 0;
    for (ClientResult client : result.clients()) {
      boolean bad = federation.malicious().contains(Population.number(client.client()));
      refused += bad == malicious && client.verdict() != Verdict.ACCEPTED ? 1 : 0;
    }
    return refused;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
