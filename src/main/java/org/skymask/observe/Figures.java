package org.skymask.observe;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.skymask.model.ClientResult;
import org.skymask.model.FileDigest;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Outcome;
import org.skymask.model.Reason;
import org.skymask.model.Recalled;
import org.skymask.model.RootLoss;
import org.skymask.model.Verdict;
import org.skymask.round.RoundId;
import org.skymask.round.RoundResult;
import org.skymask.round.UploadSummary;

/** The figures of a round so far, for Spark's metrics and Prometheus. */
final class Figures implements Observer {
  private final Clock clock;
  private final Map<FigureName, Double> values = new ConcurrentSkipListMap<>();
  private Consumer<FigureName> fresh = figure -> {};
  private long begun;

  Figures(Clock clock) {
    this.clock = clock;
    this.begun = clock.millis();
  }

  /** Is told of each figure when it is there for the first time, from now on. */
  void whenFresh(Consumer<FigureName> listener) {
    fresh = listener;
  }

  @Override
  public String name() {
    return "figures of the round";
  }

  /** NaN where it is not known. */
  double value(FigureName figure) {
    return values.getOrDefault(figure, Double.NaN);
  }

  /** All that is known now, by name. */
  SortedMap<FigureName, Double> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public void begins(RoundId round) {
    begun = clock.millis();
    set("round", round.round());
    set("round_running", 1);
  }

  @Override
  public void ended(String stage, double seconds) {
    set(FigureName.of("stage_seconds", "stage", stage), seconds);
  }

  @Override
  public void admitted(List<UploadSummary> uploads) {
    set("read_bytes", uploads.stream().mapToLong(UploadSummary::bytes).sum());
    clients(
        uploads.stream()
            .collect(Collectors.groupingBy(UploadSummary::verdict, Collectors.counting())));
    uploads.stream()
        .filter(upload -> upload.reason() != null)
        .collect(Collectors.groupingBy(UploadSummary::reason, Collectors.counting()))
        .forEach(this::refused);
  }

  @Override
  public void epoch(int epoch, int epochs, double loss) {
    set("mask_epochs", epoch);
    set("mask_epochs_planned", epochs);
    set("root_loss", loss);
  }

  @Override
  public void finished(Ending ending) {
    RoundResult result = ending.result();
    if (result != null) {
      result(result);
    }
    for (Outcome outcome : Outcome.values()) {
      outcome(outcome.code(), ending);
    }
    outcome(Ending.FAILED, ending);
    set("round_running", 0);
    set("round_exit_code", ending.exit());
    set("round_seconds", (clock.millis() - begun) / 1e3);
    set("round_ended_timestamp_seconds", clock.millis() / 1e3);
  }

  private void result(RoundResult result) {
    clients(
        result.clients().stream()
            .collect(Collectors.groupingBy(ClientResult::verdict, Collectors.counting())));
    result.clients().stream()
        .filter(client -> client.reason() != null)
        .collect(Collectors.groupingBy(ClientResult::reason, Collectors.counting()))
        .forEach(this::refused);
    set("split_gain", result.record().judged().gain().orElse(Double.NaN));
    RootLoss loss = result.record().result().rootLoss();
    if (loss != null) {
      set(FigureName.of("gate_root_loss", "of", "base"), loss.base());
      set(FigureName.of("gate_root_loss", "of", "model"), loss.model());
    }
    MemoryRecord memory = result.record().judged().memory();
    if (memory != null) {
      set("memory_lost", memory.state() == MemoryRecord.State.LOST ? 1 : 0);
      set("memory_rounds", memory.age());
      held("evidence", result, recalled -> recalled.evidence() > 0);
      held("reversed", result, Recalled::reversed);
    }
    set("model_version", result.record().identity().round() - (result.isRejected() ? 1 : 0));
    long written = result.files().stream().mapToLong(FileDigest::bytes).sum();
    set("written_bytes", result.alreadyCommitted() ? 0 : written);
  }

  /** How many clients the memory holds something against. */
  private void held(String what, RoundResult result, Predicate<Recalled> against) {
    long count =
        result.clients().stream()
            .map(ClientResult::recalled)
            .filter(Objects::nonNull)
            .filter(against)
            .count();
    set(FigureName.of("clients_held", "by", what), count);
  }

  private void outcome(String outcome, Ending ending) {
    set(FigureName.of("outcome", "outcome", outcome), ending.outcome().equals(outcome) ? 1 : 0);
  }

  private void clients(Map<Verdict, Long> counts) {
    for (Verdict verdict : Verdict.values()) {
      long count = counts.getOrDefault(verdict, 0L);
      set(FigureName.of("clients", "verdict", verdict.code()), count);
    }
  }

  private void refused(Reason reason, long count) {
    set(FigureName.of("clients_left_out", "reason", reason.code()), count);
  }

  private void set(String name, double value) {
    set(FigureName.of(name), value);
  }

  private void set(FigureName figure, double value) {
    if (values.put(figure, value) == null) {
      fresh.accept(figure);
    }
  }
}
