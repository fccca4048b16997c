package io.countersign.review.internal;

import io.countersign.review.Precedents;
import io.countersign.review.ReviewRound;
import io.countersign.support.CanonicalJson;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class StoredPrecedents implements Precedents {

  private final JdbcClient jdbc;
  private final RoundRepository rounds;
  private final Views views;

  StoredPrecedents(JdbcClient jdbc, RoundRepository rounds, Views views) {
    this.jdbc = jdbc;
    this.rounds = rounds;
    this.views = views;
  }

  @Override
  public Optional<ReviewRound> lastApprovedLike(ReviewRound round) {
    if (!(round.shown().get("action") instanceof Map<?, ?> action)) {
      return Optional.empty();
    }
    String dataset =
        action.get("input") instanceof Map<?, ?> input ? String.valueOf(input.get("dataset")) : "";
    Object target = action.get("target") instanceof Map<?, ?> map ? map : Map.of();
    return jdbc.sql(
            """
            with latest as (
              select id, settled_at, cast(shown as jsonb) -> 'action' as action from review_round
              where verdict = 'APPROVED' and subject_kind = :kind and id <> :id
              order by settled_at desc limit :most
            )
            select id from latest
            where action ->> 'effect' = :effect
              and coalesce(action -> 'input' ->> 'dataset', '') = :dataset
              and (:dataset <> '' or action -> 'target' = cast(:target as jsonb))
            order by settled_at desc limit 1
            """)
        .param("kind", round.subject().kind().name())
        .param("id", round.id())
        .param("most", LOOKED_AT)
        .param("effect", String.valueOf(action.get("effect")))
        .param("dataset", dataset)
        .param("target", CanonicalJson.of(target))
        .query(UUID.class)
        .optional()
        .flatMap(this::round);
  }

  @Override
  public Optional<ReviewRound> roundOn(String subjectDigest) {
    return jdbc.sql(
            """
            select id from review_round where subject_digest = ? order by opened_at desc limit 1
            """)
        .param(subjectDigest)
        .query(UUID.class)
        .optional()
        .flatMap(this::round);
  }

  private Optional<ReviewRound> round(UUID id) {
    return rounds.findById(id).map(views::of);
  }
}
