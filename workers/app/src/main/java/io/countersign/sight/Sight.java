package io.countersign.sight;

import io.countersign.access.Caller;
import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.Role;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Of what a caller may know that it is there: auditors and operators of everything; everybody else
 * of what they asked for, what was asked by their agents or for them, and what they review or
 * reviewed. What they may not know of is answered like what is not there, after the same look-ups.
 */
@Component
public class Sight {

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final ReviewDesk reviews;
  private final Directory directory;

  /** Made once, by the container. */
  public Sight(
      RequestDesk requests, ReleaseDesk releases, ReviewDesk reviews, Directory directory) {
    this.requests = requests;
    this.releases = releases;
    this.reviews = reviews;
    this.directory = directory;
  }

  /** The action of this id, if it is there for them. */
  public Optional<RequestedAction> action(Caller caller, UUID id) {
    Optional<RequestedAction> found = requests.find(id);
    boolean involved = caller.seesEverything() || isInvolved(caller, id);
    return found.filter(action -> involved || isOf(caller, action));
  }

  /** The release of this id, if it is there for them. */
  public Optional<Release> release(Caller caller, UUID id) {
    Optional<Release> found = releases.find(id);
    boolean involved = caller.seesEverything() || isInvolved(caller, id);
    return found.filter(release -> involved || isOf(caller, release.requestedBy()));
  }

  /** Whether they may know of this action. */
  public boolean knowsOf(Caller caller, RequestedAction action) {
    return caller.seesEverything()
        || isOf(caller, action)
        || isInvolved(caller, action.action().id());
  }

  /** Whether they may know of this release. */
  public boolean knowsOf(Caller caller, Release release) {
    return caller.seesEverything()
        || isOf(caller, release.requestedBy())
        || isInvolved(caller, release.id());
  }

  /** Whether an action or a release of this id is there for them. */
  public boolean knowsOf(Caller caller, UUID id) {
    return caller.seesEverything()
        || action(caller, id).isPresent()
        || release(caller, id).isPresent();
  }

  /**
   * Whether they may know of this review. An agent knows of reviews of its own work, and of its
   * owner's that no other agent asked for.
   */
  public boolean knowsOf(Caller caller, ReviewRound round) {
    if (caller.seesEverything() || round.authors().contains(caller.id())) {
      return true;
    }
    if (caller.isAgent()) {
      return caller.owner().filter(round.authors()::contains).isPresent()
          && round.authors().stream().noneMatch(author -> directory.agent(author).isPresent());
    }
    return round.seats().stream().anyMatch(seat -> concerns(caller, seat));
  }

  /** Those reviews that they may know of. */
  public List<ReviewRound> of(Caller caller, List<ReviewRound> rounds) {
    return rounds.stream().filter(round -> knowsOf(caller, round)).toList();
  }

  private boolean isOf(Caller caller, RequestedAction action) {
    return isOf(caller, action.action().request().requestedBy())
        || action.action().request().authors().onBehalfOf().filter(caller.id()::equals).isPresent();
  }

  private boolean isOf(Caller caller, String requestedBy) {
    return requestedBy.equals(caller.id())
        || caller.owner().filter(requestedBy::equals).isPresent()
        || directory.agent(requestedBy).map(Agent::owner).filter(caller.id()::equals).isPresent();
  }

  /** Whether a review of it is theirs: by what they asked for, what they may sign, or did. */
  private boolean isInvolved(Caller caller, UUID id) {
    if (caller.isAgent()) {
      return false;
    }
    Optional<ReviewRound> ofAction = reviews.roundOn(Subject.Kind.ACTION, id);
    Optional<ReviewRound> ofPlan = reviews.roundOn(Subject.Kind.MASKING_PLAN, id);
    return ofAction.filter(round -> knowsOf(caller, round)).isPresent()
        || ofPlan.filter(round -> knowsOf(caller, round)).isPresent();
  }

  /** As groups are now, not as they were when the review opened. */
  private static boolean concerns(Caller caller, Seat seat) {
    boolean inAGroup =
        caller.groups().contains(seat.group())
            || seat.escalatedTo().stream().anyMatch(caller.groups()::contains);
    return (inAGroup && caller.is(Role.REVIEWER))
        || seat.standIns().stream().anyMatch(in -> in.person().equals(caller.id()))
        || seat.vote().filter(vote -> vote.person().equals(caller.id())).isPresent();
  }
}
