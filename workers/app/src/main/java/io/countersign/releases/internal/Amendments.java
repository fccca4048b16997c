package io.countersign.releases.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.preprocessing.Preprocessing;
import io.countersign.preprocessing.Preprocessing.Strengthened;
import io.countersign.releases.Release;
import io.countersign.releases.Release.Amendment;
import io.countersign.releases.ReleaseChange;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult;
import io.countersign.review.EndingResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Releases that reviewers approve with stronger masking. */
@Component("releaseAmendments")
@Transactional
class Amendments {

  private final ReviewDesk desk;
  private final ReleaseStore store;
  private final Preprocessing preprocessing;
  private final Directory directory;

  Amendments(
      ReviewDesk desk, ReleaseStore store, Preprocessing preprocessing, Directory directory) {
    this.desk = desk;
    this.store = store;
    this.preprocessing = preprocessing;
    this.directory = directory;
  }

  ReleaseChange change(
      UUID roundId, Map<String, String> treatments, LinkedIdentity who, Channel channel) {
    Optional<DecisionResult.Refused> refused = desk.mayChange(roundId, who, channel);
    if (refused.isPresent()) {
      return new ReleaseChange.Refused(refused.get().reason().name(), refused.get().message());
    }
    ReviewRound round = desk.round(roundId).orElseThrow();
    Optional<Release> release = store.find(round.subject().id());
    if (release.isEmpty()) {
      return new ReleaseChange.Rejected(
          List.of("This review is not about a release. Change its parameters instead."));
    }
    String plan = release.get().preparation().planDigest().orElseThrow();
    return switch (preprocessing.strengthen(plan, treatments)) {
      case Strengthened.Rejected rejected -> new ReleaseChange.Rejected(rejected.problems());
      case Strengthened.Plan stronger ->
          replace(round, release.get(), treatments, stronger.summary().digest(), who);
    };
  }

  private ReleaseChange replace(
      ReviewRound round,
      Release before,
      Map<String, String> treatments,
      String plan,
      LinkedIdentity who) {
    Map<String, String> all = new HashMap<>(before.amendment().treatments());
    all.putAll(treatments);
    Set<String> modifiers = new HashSet<>(before.amendment().modifiedBy());
    modifiers.add(person(who));
    Release after =
        store.replace(before.id(), new Amendment(Optional.of(before.id()), all, modifiers));
    return switch (desk.supersede(round.id(), plan)) {
      case EndingResult.Ended ended -> new ReleaseChange.Changed(after);
      case DecisionResult.Refused lost ->
          throw new IllegalStateException(
              "Round " + round.id() + " ended under its own lock: " + lost.message());
    };
  }

  private String person(LinkedIdentity who) {
    if (directory.resolve(who) instanceof Resolution.Known(Person person)) {
      return person.id();
    }
    throw new IllegalStateException("'" + who + "' may change a release but is nobody.");
  }
}
