package io.countersign.record.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.record.FindingCode;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks at who completed the user tasks of reviews. */
@Component
class TaskWatch {

  private final JdbcClient jdbc;
  private final Directory directory;

  TaskWatch(JdbcClient jdbc, Directory directory) {
    this.jdbc = jdbc;
    this.directory = directory;
  }

  private record Review(UUID roundId, UUID actionId) {}

  Optional<Observation> observe(HistoryRecord completed) {
    return review(completed.elementInstanceKey())
        .flatMap(
            review ->
                problem(completed, review.roundId()).map(seen -> seen.about(review.actionId())));
  }

  private Optional<Review> review(long elementInstanceKey) {
    return jdbc.sql(
            """
            select r.id as round_id, r.subject_id as action_id
            from seat_task t join review_seat s on s.id = t.seat_id
              join review_round r on r.id = s.round_id
            where t.element_instance_key = ?
            """)
        .param(elementInstanceKey)
        .query(Review.class)
        .optional();
  }

  private Optional<Observation> problem(HistoryRecord completed, UUID roundId) {
    if (completed.assignee().isEmpty()) {
      return Optional.of(
          HistoryWatch.of(
              completed,
              FindingCode.TASK_COMPLETED_UNCLAIMED,
              "The user task of review " + roundId + " was completed without being claimed."));
    }
    return switch (who(completed.assignee().get())) {
      case Resolution.Known known when isAuthor(roundId, known.person().id()) ->
          Optional.of(
              HistoryWatch.of(
                  completed,
                  FindingCode.TASK_COMPLETED_BY_AUTHOR,
                  "An author of the request completed the user task of review " + roundId + "."));
      case Resolution.Known known -> Optional.empty();
      default ->
          Optional.of(
              HistoryWatch.of(
                  completed,
                  FindingCode.TASK_COMPLETED_BY_STRANGER,
                  "Somebody who is not in the directory completed the user task of review %s."
                      .formatted(roundId)));
    };
  }

  /** The application itself uses the directory id of people whom Tasklist does not know. */
  private Resolution who(String assignee) {
    Resolution inTasklist = directory.resolve(LinkedIdentity.tasklist(assignee));
    return inTasklist instanceof Resolution.Known
        ? inTasklist
        : directory.resolve(LinkedIdentity.directory(assignee));
  }

  private boolean isAuthor(UUID roundId, String person) {
    return jdbc.sql("select exists (select from review_author where round_id = ? and person = ?)")
        .params(roundId, person)
        .query(Boolean.class)
        .single();
  }
}
