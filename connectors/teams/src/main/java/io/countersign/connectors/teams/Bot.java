package io.countersign.connectors.teams;

import io.countersign.connectors.teams.Members.Standing;
import io.countersign.spi.review.CardDecision;
import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.DecisionAnswer;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.ReviewPort.Approach;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What people do with cards. Judges who they are to the tenant; whether they may decide, the
 * application judges, at each click anew: what a client shows or sends says nothing about it.
 */
final class Bot {

  private final Members members;
  private final ReviewPort reviews;
  private final Optional<URI> linkPage;

  /**
   * @param linkPage where people link themselves; empty where they cannot
   */
  Bot(Members members, ReviewPort reviews, Optional<URI> linkPage) {
    this.members = members;
    this.reviews = reviews;
    this.linkPage = linkPage;
  }

  /** What an action is answered with. */
  sealed interface Answer {
    /** In place of the card that they see. */
    record Shown(Map<String, ?> card) implements Answer {}

    /** A sentence, seen by them alone. */
    record Told(String words) implements Answer {}
  }

  Answer act(Activity activity) {
    return switch (members.standing(activity)) {
      case Standing.Outsider outsider -> new Answer.Told(outsider.why());
      case Standing.Member member -> act(activity, member.user());
    };
  }

  private Answer act(Activity activity, ChannelUser who) {
    String card = activity.data().text(Card.ID).orElse("");
    if (activity.isAutomatic()) {
      return look(card, who);
    }
    return switch (activity.verb()) {
      case Card.LOOK -> look(card, who);
      case Card.ASK_APPROVAL -> ask(activity, card, who, true);
      case Card.ASK_DENIAL -> ask(activity, card, who, false);
      case Card.APPROVE -> decide(activity, card, who, Choice.APPROVE);
      case Card.DENY -> decide(activity, card, who, Choice.DENY);
      default -> new Answer.Told("This card is not one of Countersign's reviews.");
    };
  }

  /** Changes nothing: clients ask by themselves, and nobody decides by looking. */
  private Answer look(String card, ChannelUser who) {
    Optional<Approach> found = reviews.approach(card, who);
    if (found.isEmpty()) {
      return unknown();
    }
    ReviewCard review = found.get().card();
    return new Answer.Shown(
        found.get().objection().isEmpty() ? Card.withButtons(review) : Card.withoutButtons(review));
  }

  private static Answer unknown() {
    return new Answer.Told("This card is not one of Countersign's reviews.");
  }

  private Answer ask(Activity activity, String card, ChannelUser who, boolean approves) {
    Optional<Approach> found = reviews.approach(card, who);
    if (found.isEmpty()) {
      return unknown();
    }
    ReviewCard review = found.get().card();
    if (!review.isOpen()) {
      repair(activity, card);
      return new Answer.Shown(Card.withoutButtons(review));
    }
    Optional<DecisionAnswer.Refused> objection = found.get().objection();
    if (objection.isPresent()) {
      return new Answer.Told(CardParts.refusal(objection.get(), linkPage));
    }
    if (approves && (review.consoleOnly() || !Card.fits(review))) {
      return new Answer.Shown(Card.withoutButtons(review));
    }
    return new Answer.Shown(approves ? Forms.approve(review) : Forms.deny(review));
  }

  private Answer decide(Activity activity, String card, ChannelUser who, Choice choice) {
    Optional<String> words = activity.data().text(Card.WORDS);
    if (words.filter(text -> text.length() > Limits.REASON).isPresent()) {
      return new Answer.Told("Say it in " + Limits.REASON + " characters. Nothing was decided.");
    }
    DecisionAnswer answer = reviews.decide(new CardDecision(card, who, choice, words), Card::fits);
    if (answer instanceof DecisionAnswer.Refused refused && refused.over()) {
      repair(activity, card);
    }
    String said =
        answer instanceof DecisionAnswer.Refused refused
            ? "Nothing was decided. " + CardParts.refusal(refused, linkPage)
            : answer.words();
    return reviews
        .card(card)
        .<Answer>map(review -> new Answer.Shown(Card.answer(said, review)))
        .orElseGet(() -> new Answer.Told(said));
  }

  private void repair(Activity activity, String card) {
    activity.message().ifPresent(message -> reviews.repair(card, message));
  }
}
