package io.countersign.console.internal;

import io.countersign.access.Caller;
import io.countersign.console.internal.Differences.Difference;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.review.Precedents;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.sight.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Holds a review against the one whose place it took, and against the last approved like it. */
@Component
class Comparisons {

  private final Precedents precedents;
  private final ReviewDesk desk;
  private final ReleaseDesk releases;
  private final Sight sight;

  Comparisons(Precedents precedents, ReviewDesk desk, ReleaseDesk releases, Sight sight) {
    this.precedents = precedents;
    this.desk = desk;
    this.releases = releases;
    this.sight = sight;
  }

  /**
   * What differs from another review.
   *
   * @param to what it is compared with
   * @param review id of that review
   * @param differences empty where nothing differs
   */
  record Comparison(String to, String review, Moment at, List<Difference> differences) {}

  List<Comparison> of(ReviewRound round, Caller reader) {
    List<Comparison> comparisons = new ArrayList<>();
    previous(round)
        .filter(before -> sight.knowsOf(reader, before))
        .ifPresent(
            before -> comparisons.add(compare("the request whose place this took", before, round)));
    precedents
        .lastApprovedLike(round)
        .filter(before -> sight.knowsOf(reader, before))
        .ifPresent(
            before -> comparisons.add(compare("the last approved one like it", before, round)));
    return comparisons;
  }

  private Optional<ReviewRound> previous(ReviewRound round) {
    if (round.shown().get("action") instanceof Map<?, ?> action
        && action.get("supersedes") instanceof String digest) {
      return precedents.roundOn(digest);
    }
    return releases
        .find(round.subject().id())
        .map(Release::amendment)
        .flatMap(Release.Amendment::supersedes)
        .flatMap(
            before ->
                desk.roundOn(round.subject().kind(), before)
                    .or(() -> desk.roundOn(Subject.Kind.MASKING_PLAN, before)));
  }

  private static Comparison compare(String to, ReviewRound before, ReviewRound after) {
    return new Comparison(
        to,
        before.id().toString(),
        Moment.of(before.openedAt()),
        Differences.between(before, after));
  }
}
