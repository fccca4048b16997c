package io.countersign.console.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.Role;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which reviews a reader may know of, as for the API: auditors and operators of all; people of what
 * they asked for, what was asked by their agents or for them, and what they review or reviewed.
 */
@Component
class Readers {

  private final ReviewDesk desk;
  private final Directory directory;

  Readers(ReviewDesk desk, Directory directory) {
    this.desk = desk;
    this.directory = directory;
  }

  boolean mayRead(Caller reader, ReviewRound round) {
    return reader.seesEverything()
        || round.authors().contains(reader.id())
        || round.seats().stream().anyMatch(seat -> concerns(reader, seat));
  }

  /**
   * Whether they may know of an action or a release.
   *
   * @param requestedBy directory id of whoever asked for it
   */
  boolean mayRead(Caller reader, UUID action, String requestedBy) {
    return reader.seesEverything()
        || requestedBy.equals(reader.id())
        || directory.agent(requestedBy).map(Agent::owner).filter(reader.id()::equals).isPresent()
        || Stream.of(Subject.Kind.values())
            .flatMap(kind -> desk.roundOn(kind, action).stream())
            .anyMatch(round -> mayRead(reader, round));
  }

  /** As groups are now, not as they were when the review opened. */
  private static boolean concerns(Caller reader, Seat seat) {
    boolean inAGroup =
        reader.groups().contains(seat.group())
            || seat.escalatedTo().stream().anyMatch(reader.groups()::contains);
    return (inAGroup && reader.is(Role.REVIEWER))
        || seat.standIns().stream().anyMatch(in -> in.person().equals(reader.id()))
        || seat.vote().filter(vote -> vote.person().equals(reader.id())).isPresent();
  }
}
