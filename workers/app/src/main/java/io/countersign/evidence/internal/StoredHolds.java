package io.countersign.evidence.internal;

import io.countersign.evidence.LegalHold;
import io.countersign.evidence.LegalHold.Release;
import io.countersign.evidence.LegalHold.Scope;
import io.countersign.evidence.LegalHolds;
import io.countersign.record.LegalHoldPlaced;
import io.countersign.record.LegalHoldReleased;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Holds in the database, each on record in the transaction that places or releases it. */
@Component
@Transactional
class StoredHolds implements LegalHolds {

  private static final int LONGEST_MATTER = 200;
  private static final int LONGEST_REASON = 2_000;

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredHolds(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<LegalHold> list() {
    return jdbc.sql("select * from legal_hold order by placed_at desc, id")
        .query((row, n) -> hold(row))
        .list();
  }

  @Override
  public Answer place(String matter, String reason, Scope scope, String by) {
    Optional<Answer> unfit =
        unfit("A matter", matter, LONGEST_MATTER)
            .or(() -> unfit("A reason", reason, LONGEST_REASON));
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (scope.action().isPresent() && !exists(scope.action().get())) {
      return new Answer.Unknown("There is no action '" + scope.action().get() + "'.");
    }
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into legal_hold (id, matter, reason, action_id, dataset, person, placed_by, placed_at)
            values (:id, :matter, :reason, cast(:action as uuid), cast(:dataset as text),
              cast(:person as text), :by, :at)
            """)
        .param("id", id)
        .param("matter", matter.strip())
        .param("reason", reason.strip())
        .param("action", scope.action().map(UUID::toString).orElse(null))
        .param("dataset", scope.dataset().orElse(null))
        .param("person", scope.person().orElse(null))
        .param("by", by)
        .param("at", now())
        .update();
    events.publishEvent(new LegalHoldPlaced(id));
    return new Answer.Done(find(id).orElseThrow());
  }

  @Override
  public Answer release(UUID id, String reason, String by) {
    Optional<Answer> unfit = unfit("A reason", reason, LONGEST_REASON);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Optional<LegalHold> found = find(id);
    if (found.isEmpty()) {
      return new Answer.Unknown("There is no legal hold '" + id + "'.");
    }
    if (found.get().placedBy().equals(by)) {
      return new Answer.Refused(
          "You placed this hold. Somebody else has to agree that it ends; ask them to release it.");
    }
    int released =
        jdbc.sql(
                """
                update legal_hold set released_by = ?, released_at = ?, release_reason = ?
                where id = ? and released_at is null
                """)
            .params(by, now(), reason.strip(), id)
            .update();
    if (released == 0) {
      return new Answer.Refused("This hold is released already.");
    }
    events.publishEvent(new LegalHoldReleased(id));
    return new Answer.Done(find(id).orElseThrow());
  }

  private static Optional<Answer> unfit(String what, String text, int longest) {
    return text.isBlank() || text.strip().length() > longest || text.indexOf('\0') >= 0
        ? Optional.of(
            new Answer.Refused(
                "%s has 1 to %d characters, and no NUL; this one has %d."
                    .formatted(what, longest, text.strip().length())))
        : Optional.empty();
  }

  private boolean exists(UUID action) {
    return jdbc.sql("select exists (select from sealed_action where id = ?)")
        .param(action)
        .query(Boolean.class)
        .single();
  }

  private Optional<LegalHold> find(UUID id) {
    return jdbc.sql("select * from legal_hold where id = ?")
        .param(id)
        .query((row, n) -> hold(row))
        .optional();
  }

  private static LegalHold hold(ResultSet row) throws SQLException {
    Optional<Release> release = Optional.empty();
    OffsetDateTime released = row.getObject("released_at", OffsetDateTime.class);
    if (released != null) {
      release =
          Optional.of(
              new Release(
                  row.getString("released_by"),
                  released.toInstant(),
                  row.getString("release_reason")));
    }
    return new LegalHold(
        row.getObject("id", UUID.class),
        row.getString("matter"),
        row.getString("reason"),
        new Scope(
            Optional.ofNullable(row.getObject("action_id", UUID.class)),
            Optional.ofNullable(row.getString("dataset")),
            Optional.ofNullable(row.getString("person"))),
        row.getString("placed_by"),
        row.getObject("placed_at", OffsetDateTime.class).toInstant(),
        release);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
