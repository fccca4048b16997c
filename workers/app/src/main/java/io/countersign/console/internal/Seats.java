package io.countersign.console.internal;

import io.countersign.access.Caller;
import io.countersign.console.internal.ReviewPage.Decide;
import io.countersign.console.internal.ReviewPage.SeatView;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import io.countersign.review.Choice;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.Ending;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Vote;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who signs, who signed, and what a reader can do about it. */
@Component
class Seats {

  /** The most candidates that are called by name. */
  private static final int NAMED = 6;

  private final ReviewDesk desk;
  private final DisplayNames names;

  Seats(ReviewDesk desk, DisplayNames names) {
    this.desk = desk;
    this.names = names;
  }

  SeatView view(Seat seat) {
    List<String> groups = new ArrayList<>(List.of(seat.group()));
    groups.addAll(seat.escalatedTo());
    return new SeatView(
        Visible.line(String.join(" or ", groups)),
        seat.vote().map(this::vote).orElseGet(() -> candidates(seat)),
        seat.vote().isPresent(),
        seat.vote().flatMap(Vote::comment).map(Visible::line).orElse(""));
  }

  private String vote(Vote vote) {
    return (vote.choice() == Choice.APPROVE ? "approved by " : "denied by ")
        + names.of(vote.person())
        + vote.inPlaceOf().map(absent -> " in place of " + names.of(absent)).orElse("")
        + ", "
        + Moment.of(vote.castAt()).text();
  }

  private String candidates(Seat seat) {
    String some =
        String.join(", ", seat.candidates().stream().limit(NAMED).map(names::of).toList());
    int more = seat.candidates().size() - NAMED;
    StringBuilder text = new StringBuilder("open: ").append(some);
    if (more > 0) {
      text.append(" and ").append(more).append(" more");
    }
    seat.standIns()
        .forEach(
            in ->
                text.append("; ")
                    .append(names.of(in.person()))
                    .append(" in place of ")
                    .append(names.of(in.inPlaceOf())));
    return text.toString();
  }

  String ending(ReviewRound round, Ending ending) {
    String at = ", " + Moment.of(ending.at()).text();
    String by = ending.by().map(person -> " by " + names.of(person)).orElse("");
    return switch (ending.verdict()) {
      case APPROVED -> "Approved" + at + ". Signed by " + signatories(round) + ".";
      case DENIED ->
          "Denied" + by + at + (by.isEmpty() ? ": people who had to sign no longer may." : ".");
      case EXPIRED -> "Expired" + at + ". Nobody decided in time, which is a denial.";
      case WITHDRAWN -> "Withdrawn" + by + at + ".";
      case SUPERSEDED -> "Superseded" + at + ". A narrower request took its place.";
    };
  }

  private String signatories(ReviewRound round) {
    return String.join(
        " and ",
        round.seats().stream()
            .flatMap(seat -> seat.vote().stream())
            .map(vote -> names.of(vote.person()))
            .toList());
  }

  /** What the desk would say; nothing is decided here. */
  Decide decide(ReviewRound round, Caller reader) {
    if (round.ending().isPresent()) {
      return new Decide(false, "", false, false, false);
    }
    Optional<DecisionResult.Refused> objection =
        desk.objection(round.id(), LinkedIdentity.directory(reader.id()), reader.signedInAt());
    boolean old = objection.filter(no -> no.reason() == Reason.OLD_SIGN_IN).isPresent();
    boolean may = objection.isEmpty() || old;
    boolean author = round.authors().contains(reader.id());
    return new Decide(
        may,
        objection.map(refused -> Visible.line(refused.message())).orElse(""),
        author && reader.is(Role.REQUESTER),
        author || may,
        old);
  }
}
