package org.skymask.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skymask.round.RoundId;
import org.skymask.round.UploadSummary;

/** Emits a round's run events, each to one place. */
final class OpenLineage implements Observer {
  private final Outbox outbox;
  private final String federation;
  private final Function<RoundId, RunEvents> events;
  private final Transport transport;
  private @Nullable RunEvents run;
  private @Nullable List<UploadSummary> admitted;

  /** Where events go; what it throws is told once, and nothing more is sent. */
  interface Transport {
    void emit(ObjectNode event) throws Exception;

    /** A line of a file for each event; lines of rounds that run at once do not mix. */
    static Transport file(String file) {
      return event ->
          Files.writeString(
              Path.of(file), event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static Transport http(JsonHttp server) {
      return event -> server.post("/api/v1/lineage", event);
    }
  }

  OpenLineage(
      Outbox outbox, String federation, Function<RoundId, RunEvents> events, Transport transport) {
    this.outbox = outbox;
    this.federation = federation;
    this.events = events;
    this.transport = transport;
  }

  @Override
  public String name() {
    return outbox.name();
  }

  @Override
  public void begins(RoundId round) {
    RunEvents begun = events.apply(round);
    run = begun;
    emit(begun.start());
  }

  @Override
  public void admitted(List<UploadSummary> uploads) {
    admitted = uploads.stream().filter(UploadSummary::isAdmitted).toList();
  }

  /** A round that never came to its number fails as a run of its own. */
  @Override
  public void finished(Ending ending) {
    RunEvents ended = run;
    if (ended == null) {
      ended = events.apply(new RoundId(federation, 0, UUID.randomUUID().toString()));
      emit(ended.start());
    }
    emit(ended.end(ending, admitted));
  }

  private void emit(ObjectNode event) {
    outbox.post(() -> transport.emit(event));
  }
}
