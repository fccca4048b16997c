package io.countersign.review.internal;

import io.countersign.review.Precedents;
import io.countersign.review.ReviewRound;
import java.util.List;
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
    return candidates(round, String.valueOf(action.get("effect")), dataset).stream()
        .flatMap(id -> round(id).stream())
        .filter(before -> !dataset.isEmpty() || target(before).equals(target(round)))
        .findFirst();
  }

  /** By what the database may know of an action; targets are sealed. */
  private List<UUID> candidates(ReviewRound round, String effect, String dataset) {
    return jdbc.sql(
            """
            with latest as (
              select id, subject_id, settled_at from review_round
              where verdict = 'APPROVED' and subject_kind = :kind and id <> :id
              order by settled_at desc limit :most
            ), said as (
              select latest.id, latest.settled_at,
                cast(coalesce(action.outline, action.canonical) as jsonb) as outline
              from latest join sealed_action action on action.id = latest.subject_id
            )
            select id from said
            where outline ->> 'effect' = :effect
              and coalesce(outline -> 'input' ->> 'dataset', '') = :dataset
            order by settled_at desc
            """)
        .param("kind", round.subject().kind().name())
        .param("id", round.id())
        .param("most", LOOKED_AT)
        .param("effect", effect)
        .param("dataset", dataset)
        .query(UUID.class)
        .list();
  }

  private static Object target(ReviewRound round) {
    return round.shown().get("action") instanceof Map<?, ?> action
            && action.get("target") instanceof Map<?, ?> target
        ? target
        : Map.of();
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
