package io.countersign.channels.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Person;
import io.countersign.identity.Roles;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.sight.Sight;
import io.countersign.spi.review.CardDecision;
import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.DecisionAnswer;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewPort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The reviews as one channel sees them. Every decision goes to the review desk as it came. */
final class ChatReviews implements ReviewPort {

  private static final Logger LOG = LoggerFactory.getLogger(ChatReviews.class);

  private static final Set<DecisionResult.Reason> OVER =
      Set.of(DecisionResult.Reason.ROUND_CLOSED, DecisionResult.Reason.ROUND_EXPIRED);

  private final String channel;
  private final Channel where;
  private final Maker parts;

  private ChatReviews(String channel, Maker parts) {
    this.channel = channel;
    this.where = where(channel);
    this.parts = parts;
  }

  private static Channel where(String channel) {
    return switch (channel) {
      case "slack" -> Channel.SLACK;
      case "teams" -> Channel.TEAMS;
      default ->
          throw new IllegalArgumentException(
              "Votes from '" + channel + "' have no name in io.countersign.review.Channel.");
    };
  }

  /** Makes them, by the channel's name. */
  @Component
  static final class Maker {

    private final ReviewDesk desk;
    private final Messages messages;
    private final CardFacts facts;
    private final Users users;
    private final OwnRequests requests;
    private final DatasetStories stories;
    private final Sight sight;
    private final Roles roles;

    Maker(
        ReviewDesk desk,
        Messages messages,
        CardFacts facts,
        Users users,
        OwnRequests requests,
        DatasetStories stories,
        Sight sight,
        Roles roles) {
      this.desk = desk;
      this.messages = messages;
      this.facts = facts;
      this.users = users;
      this.requests = requests;
      this.stories = stories;
      this.sight = sight;
      this.roles = roles;
    }

    ReviewPort of(String channel) {
      return new ChatReviews(channel, this);
    }
  }

  @Override
  public Optional<ReviewCard> card(String cardId) {
    return round(cardId).map(round -> parts.facts.card(round, cardId));
  }

  private Optional<ReviewRound> round(String cardId) {
    return uuid(cardId).flatMap(id -> parts.messages.round(channel, id)).flatMap(parts.desk::round);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Approach> approach(String cardId, ChannelUser who) {
    return round(cardId)
        .map(
            round ->
                new Approach(
                    parts.facts.card(round, cardId),
                    parts
                        .desk
                        .objection(round.id(), parts.users.identity(channel, who))
                        .map(ChatReviews::refused)));
  }

  @Override
  public List<String> candidates(String cardId) {
    return round(cardId).stream()
        .filter(round -> round.verdict().isEmpty())
        .flatMap(round -> round.seats().stream())
        .filter(seat -> seat.vote().isEmpty())
        .flatMap(seat -> seat.candidates().stream())
        .distinct()
        .flatMap(person -> parts.users.subject(channel, person).stream())
        .toList();
  }

  /**
   * Whoever decides is answered, whatever fails: a click without an answer looks like one taken.
   */
  @Override
  public DecisionAnswer decide(CardDecision decision, Predicate<ReviewCard> shownWhole) {
    try {
      return decided(decision, shownWhole);
    } catch (RuntimeException e) {
      LOG.error("A decision on card {} failed", decision.cardId(), e);
      return new DecisionAnswer.StepUp(
          "Countersign failed while it took your decision, so it may not count. Look at the review"
              + " before you decide again.",
          Optional.empty());
    }
  }

  private DecisionAnswer decided(CardDecision decision, Predicate<ReviewCard> shownWhole) {
    Optional<ReviewRound> found = round(decision.cardId());
    if (found.isEmpty()) {
      return new DecisionAnswer.Refused(
          "UNKNOWN_ROUND", "This card is not one of Countersign's reviews.", false);
    }
    ReviewRound round = found.get();
    boolean approves = decision.choice() == CardDecision.Choice.APPROVE;
    if (approves && round.verdict().isEmpty()) {
      ReviewCard card = parts.facts.card(round, decision.cardId());
      if (!shownWhole.test(card)) {
        return elsewhere("Not all of it fits here, so it cannot be approved here. ", card);
      }
      if (parts.facts.isForTheConsole(round)) {
        return elsewhere("This takes more assurance than a chat can give. ", card);
      }
    }
    return answer(parts.desk.decide(decision(round, decision, approves)), decision.cardId(), round);
  }

  private static DecisionAnswer.StepUp elsewhere(String why, ReviewCard card) {
    return new DecisionAnswer.StepUp(
        why + "Decide in the console or with ./countersign review approve " + card.review(),
        card.console());
  }

  private Decision decision(ReviewRound round, CardDecision decision, boolean approves) {
    return new Decision(
        round.id(),
        Optional.empty(),
        parts.users.identity(channel, decision.who()),
        Optional.of(approves ? Choice.APPROVE : Choice.DENY),
        decision.comment(),
        round.subject().digest(),
        round.shownDigest(),
        where);
  }

  private DecisionAnswer answer(DecisionResult result, String cardId, ReviewRound round) {
    return switch (result) {
      case DecisionResult.Accepted accepted ->
          new DecisionAnswer.Counted(
              accepted
                  .verdict()
                  .map(ChatReviews::end)
                  .orElse("Your signature counts. Others are still missing."));
      case DecisionResult.Refused refused ->
          refused.reason() == DecisionResult.Reason.MORE_ASSURANCE
              ? new DecisionAnswer.StepUp(
                  refused.message(), parts.facts.card(round, cardId).console())
              : refused(refused);
    };
  }

  private static String end(Verdict verdict) {
    return verdict == Verdict.APPROVED
        ? "Your signature counts, and it was the last: it is approved."
        : "Your denial counts: it does not run.";
  }

  private static DecisionAnswer.Refused refused(DecisionResult.Refused refused) {
    return new DecisionAnswer.Refused(
        refused.reason().name(), refused.message(), OVER.contains(refused.reason()));
  }

  @Override
  public void repair(String cardId, MessageRef message) {
    round(cardId).ifPresent(round -> parts.messages.found(channel, round.id(), message));
  }

  @Override
  public Optional<String> person(ChannelUser who) {
    return parts.users.person(channel, who).map(Person::id);
  }

  @Override
  public List<ReviewLine> pending(ChannelUser who) {
    return parts
        .users
        .person(channel, who)
        .map(person -> parts.desk.openFor(person).stream().map(ChatReviews::line).toList())
        .orElse(List.of());
  }

  private static ReviewLine line(ReviewRound round) {
    return new ReviewLine(
        round.id().toString(), Shown.of(round.shown()).text("title"), Times.text(round.deadline()));
  }

  @Override
  public List<RequestLine> requests(ChannelUser who) {
    return parts
        .users
        .person(channel, who)
        .map(person -> parts.requests.of(person.id()))
        .orElse(List.of());
  }

  @Override
  public List<String> lineage(String name, ChannelUser who) {
    return parts
        .users
        .person(channel, who)
        .map(person -> parts.stories.of(name, person))
        .orElse(List.of());
  }

  @Override
  public Optional<ReviewCard> show(String reviewId, ChannelUser who) {
    return parts
        .users
        .person(channel, who)
        .flatMap(person -> known(reviewId, person))
        .map(round -> parts.facts.card(round, ""));
  }

  /** The review of this id, if it is there for them: by the same rule as everywhere else. */
  private Optional<ReviewRound> known(String reviewId, Person person) {
    Caller caller =
        new Caller(
            person.id(),
            person.name(),
            Optional.empty(),
            person.groups(),
            parts.roles.of(person),
            Set.of());
    return uuid(reviewId)
        .flatMap(parts.desk::round)
        .filter(round -> parts.sight.knowsOf(caller, round));
  }
}
