package io.countersign.operations.internal;

import io.countersign.actions.ActionSealed;
import io.countersign.process.JobTraces;
import io.countersign.releases.ReleaseRequested;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the W3C trace context of a request beside what was asked for, never in its digest, and
 * resumes it when a job serves that request: minutes or weeks later, in any instance.
 */
class KeptTraces implements JobTraces {

  private static final String HEADER = "traceparent";

  private final Tracer tracer;
  private final Propagator propagator;
  private final JdbcClient database;

  KeptTraces(Tracer tracer, Propagator propagator, JdbcClient database) {
    this.tracer = tracer;
    this.propagator = propagator;
    this.database = database;
  }

  @EventListener
  void on(ActionSealed sealed) {
    keep(sealed.actionId());
  }

  @EventListener
  void on(ReleaseRequested requested) {
    keep(requested.releaseId());
  }

  private void keep(UUID subject) {
    Span span = tracer.currentSpan();
    if (span == null) {
      return;
    }
    Map<String, String> headers = new HashMap<>();
    propagator.inject(span.context(), headers, (into, name, value) -> headers.put(name, value));
    Optional.ofNullable(headers.get(HEADER))
        .ifPresent(
            context ->
                database
                    .sql(
                        "insert into trace_context (subject_id, traceparent) values (?, ?) on conflict do nothing")
                    .params(subject, context)
                    .update());
  }

  @Override
  public String within(String type, Optional<UUID> subject, Supplier<String> work) {
    Span span = begin(type, subject).start();
    try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
      String outcome = work.get();
      span.tag("countersign.outcome", outcome);
      return outcome;
    } finally {
      span.end();
    }
  }

  private Span.Builder begin(String type, Optional<UUID> subject) {
    Span.Builder builder =
        subject
            .flatMap(this::kept)
            .map(context -> propagator.extract(Map.of(HEADER, context), Map::get))
            .orElseGet(tracer::spanBuilder)
            .name(type)
            .kind(Span.Kind.CONSUMER);
    subject.ifPresent(id -> builder.tag("countersign.subject", id.toString()));
    return builder;
  }

  /** A job does not wait for its trace: without a database it begins a new one. */
  private Optional<String> kept(UUID subject) {
    try {
      return database
          .sql("select traceparent from trace_context where subject_id = ?")
          .param(subject)
          .query(String.class)
          .optional();
    } catch (DataAccessException e) {
      return Optional.empty();
    }
  }
}
