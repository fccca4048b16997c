package io.countersign.api.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Directory;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.review.ReviewRound;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Of what a caller may know that it is there, beyond {@link Caller#mayKnowOf}. */
@Component
class Sight {

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final Directory directory;

  Sight(RequestDesk requests, ReleaseDesk releases, Directory directory) {
    this.requests = requests;
    this.releases = releases;
    this.directory = directory;
  }

  /** Whether an action or a release of this id is there for them. */
  boolean knowsOf(Caller caller, UUID id) {
    return !caller.isAgent()
        || requests
            .find(id)
            .filter(found -> caller.mayKnowOf(found.action().request().requestedBy()))
            .isPresent()
        || releases.find(id).filter(found -> caller.mayKnowOf(found.requestedBy())).isPresent();
  }

  /**
   * An agent knows of reviews of its own work, and of its owner's that no other agent asked for.
   */
  boolean knowsOf(Caller caller, ReviewRound round) {
    if (!caller.isAgent() || round.authors().contains(caller.id())) {
      return true;
    }
    return caller.owner().filter(round.authors()::contains).isPresent()
        && round.authors().stream().noneMatch(author -> directory.agent(author).isPresent());
  }

  List<ReviewRound> of(Caller caller, List<ReviewRound> rounds) {
    return rounds.stream().filter(round -> knowsOf(caller, round)).toList();
  }
}
