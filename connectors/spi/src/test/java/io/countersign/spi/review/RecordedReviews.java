package io.countersign.spi.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Reviews in memory: answers as told, and remembers what it was asked. */
public final class RecordedReviews implements ReviewPort {

  private final Map<String, ReviewCard> cards = new ConcurrentHashMap<>();
  private final List<CardDecision> decisions = new CopyOnWriteArrayList<>();
  private final List<MessageRef> repairs = new CopyOnWriteArrayList<>();
  private volatile DecisionAnswer answer = new DecisionAnswer.Counted("Your approval counts.");
  private volatile List<String> candidates = List.of();
  private volatile Optional<DecisionAnswer.Refused> objection = Optional.empty();

  public void put(ReviewCard card) {
    cards.put(card.id(), card);
  }

  public void answering(DecisionAnswer next) {
    answer = next;
  }

  public void objecting(DecisionAnswer.Refused refused) {
    objection = Optional.of(refused);
  }

  public void candidates(List<String> subjects) {
    candidates = List.copyOf(subjects);
  }

  public List<CardDecision> decisions() {
    return List.copyOf(decisions);
  }

  public List<MessageRef> repairs() {
    return List.copyOf(repairs);
  }

  @Override
  public Optional<ReviewCard> card(String cardId) {
    return Optional.ofNullable(cards.get(cardId));
  }

  @Override
  public Optional<Approach> approach(String cardId, ChannelUser who) {
    return card(cardId).map(card -> new Approach(card, objection));
  }

  @Override
  public List<String> candidates(String cardId) {
    return candidates;
  }

  @Override
  public DecisionAnswer decide(CardDecision decision, Predicate<ReviewCard> shownWhole) {
    Optional<ReviewCard> card = card(decision.cardId());
    if (decision.choice() == CardDecision.Choice.APPROVE
        && card.filter(shown -> shown.isOpen() && !shownWhole.test(shown)).isPresent()) {
      return new DecisionAnswer.StepUp("Not all of it fits here.", card.get().console());
    }
    decisions.add(decision);
    return answer;
  }

  @Override
  public void repair(String cardId, MessageRef message) {
    repairs.add(message);
  }

  @Override
  public Optional<String> person(ChannelUser who) {
    return Optional.of("grace");
  }

  @Override
  public List<ReviewLine> pending(ChannelUser who) {
    return cards.values().stream()
        .map(card -> new ReviewLine(card.review(), card.what().title(), card.terms().deadline()))
        .toList();
  }

  @Override
  public List<RequestLine> requests(ChannelUser who) {
    return List.of(new RequestLine("request-1", "Light the lamp.", "in review"));
  }

  @Override
  public List<String> lineage(String name, ChannelUser who) {
    return name.equals("customers")
        ? List.of("revision customers was masked by run 1", "run 1 made copy out.csv")
        : List.of();
  }

  @Override
  public Optional<ReviewCard> show(String reviewId, ChannelUser who) {
    return cards.values().stream().filter(card -> card.review().equals(reviewId)).findFirst();
  }
}
