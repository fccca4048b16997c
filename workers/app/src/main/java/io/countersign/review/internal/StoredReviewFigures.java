package io.countersign.review.internal;

import io.countersign.review.ReviewFigures;
import io.countersign.review.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class StoredReviewFigures implements ReviewFigures {

  private static final double MILLIS = 1_000;

  private static final String LATEST_ROUNDS =
      """
      with latest as (
        select id, verdict, extract(epoch from settled_at - opened_at) as seconds
        from review_round where settled_at is not null order by settled_at desc limit :latest
      )
      """;

  private final JdbcClient jdbc;

  StoredReviewFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Figures now() {
    Times times = times();
    return new Figures(
        openedAt(), times.decided(), times.median(), times.slow(), groups(), endings());
  }

  /** How long decisions took. */
  private record Times(long decided, Optional<Duration> median, Optional<Duration> slow) {}

  private Times times() {
    return jdbc.sql(
            LATEST_ROUNDS
                + """
                select count(*) as decided,
                  percentile_cont(0.5) within group (order by seconds) as median,
                  percentile_cont(0.95) within group (order by seconds) as slow
                from latest where verdict in ('APPROVED', 'DENIED')
                """)
        .param("latest", LATEST)
        .query(
            (row, number) ->
                new Times(
                    row.getLong("decided"),
                    duration(row.getObject("median", Double.class)),
                    duration(row.getObject("slow", Double.class))))
        .single();
  }

  private static Optional<Duration> duration(@org.jspecify.annotations.Nullable Double seconds) {
    return Optional.ofNullable(seconds).map(value -> Duration.ofMillis(Math.round(value * MILLIS)));
  }

  private List<Instant> openedAt() {
    return jdbc
        .sql("select opened_at from review_round where verdict is null order by opened_at")
        .query(OffsetDateTime.class)
        .list()
        .stream()
        .map(OffsetDateTime::toInstant)
        .toList();
  }

  private List<GroupVotes> groups() {
    return jdbc.sql(
            LATEST_ROUNDS
                + """
                select seat.group_name,
                  count(*) filter (where vote.choice = 'APPROVE') as approved,
                  count(*) filter (where vote.choice = 'DENY') as denied
                from latest
                  join review_vote vote on vote.round_id = latest.id
                  join review_seat seat on seat.id = vote.seat_id
                group by seat.group_name order by count(*) desc, seat.group_name
                """)
        .param("latest", LATEST)
        .query(
            (row, number) ->
                new GroupVotes(
                    row.getString("group_name"), row.getLong("approved"), row.getLong("denied")))
        .list();
  }

  private List<Endings> endings() {
    return jdbc.sql(
            LATEST_ROUNDS
                + "select verdict, count(*) as rounds from latest group by verdict order by 2 desc")
        .param("latest", LATEST)
        .query(
            (row, number) ->
                new Endings(Verdict.valueOf(row.getString("verdict")), row.getLong("rounds")))
        .list();
  }
}
