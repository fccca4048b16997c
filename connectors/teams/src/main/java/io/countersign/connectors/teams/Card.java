package io.countersign.connectors.teams;

import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ReviewCard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A review as an Adaptive Card 1.5. What everybody sees has no buttons; those who may decide get
 * theirs when their client asks for it.
 */
final class Card {

  static final String LOOK = "look";
  static final String ASK_APPROVAL = "ask-approve";
  static final String ASK_DENIAL = "ask-deny";
  static final String APPROVE = "approve";
  static final String DENY = "deny";
  static final String WORDS = "words";
  static final String ID = "card";

  private Card() {}

  /**
   * What everybody sees.
   *
   * @param candidates the users whose clients are to ask for buttons of their own; where none is
   *     known, the clients of small conversations ask for all, and of large ones those who tell
   *     them
   */
  static Map<String, ?> base(ReviewCard review, List<String> candidates) {
    Map<String, Object> card = withoutButtons(review);
    if (review.isOpen()) {
      Map<String, Object> refresh = new LinkedHashMap<>();
      refresh.put(
          "action",
          Map.of("type", "Action.Execute", "verb", LOOK, "data", Map.of(ID, review.id())));
      if (!candidates.isEmpty()) {
        refresh.put(
            "userIds", candidates.subList(0, Math.min(Limits.REFRESHED, candidates.size())));
      }
      card.put("refresh", refresh);
    }
    return card;
  }

  /** The review to look at. */
  static Map<String, Object> withoutButtons(ReviewCard review) {
    CardText text = facts(review);
    List<Map<String, ?>> actions = new ArrayList<>();
    if (review.isOpen()) {
      elsewhere(review, text, actions);
      if (fits(review) && !review.consoleOnly()) {
        text.hint("Those who may decide are shown buttons here.");
      }
    }
    Map<String, Object> card = card(text, actions);
    return isShort(card) ? card : tooLong(Optional.empty(), review);
  }

  private static boolean isShort(Map<String, ?> card) {
    return bytes(card) <= Limits.JSON_BYTES - Limits.USERS;
  }

  /** Where not even as much of it as usual can be sent. */
  private static Map<String, Object> tooLong(Optional<String> words, ReviewCard review) {
    CardText text = new CardText();
    words.ifPresent(said -> text.section("", List.of(said)));
    text.header("Review: " + CardParts.what(review));
    review.ending().ifPresent(ending -> text.section("", List.of(ending)));
    List<Map<String, ?>> actions = new ArrayList<>();
    if (review.isOpen()) {
      elsewhere(review, text, actions);
    }
    text.add(CardParts.name(review));
    return card(text, actions);
  }

  private static int bytes(Map<String, ?> card) {
    return Json.write(card).getBytes(StandardCharsets.UTF_8).length;
  }

  /** What somebody sees who may decide. */
  static Map<String, ?> withButtons(ReviewCard review) {
    CardText text = facts(review);
    if (!review.isOpen() || !fits(review) || review.consoleOnly()) {
      return withoutButtons(review);
    }
    List<Map<String, ?>> actions = new ArrayList<>();
    actions.add(execute("Approve…", ASK_APPROVAL, review, "positive"));
    actions.add(execute("Deny…", ASK_DENIAL, review, "destructive"));
    review.console().ifPresent(uri -> actions.add(link("Approve with changes…", uri)));
    return card(text, actions);
  }

  /** What came of it, above the review as it is now. */
  static Map<String, ?> answer(String words, ReviewCard review) {
    CardText text = new CardText();
    text.section("", List.of(words));
    facts(review, text);
    List<Map<String, ?>> actions = new ArrayList<>();
    review.console().ifPresent(uri -> actions.add(link("Review in full", uri)));
    Map<String, Object> card = card(text, actions);
    return isShort(card) ? card : tooLong(Optional.of(words), review);
  }

  /** Whether all of a review fits on a card. */
  static boolean fits(ReviewCard review) {
    CardText text = facts(review);
    return text.isWhole() && isShort(withAll(review, text));
  }

  private static Map<String, Object> withAll(ReviewCard review, CardText text) {
    return card(
        text,
        List.of(
            execute("Approve…", ASK_APPROVAL, review, "positive"),
            execute("Deny…", ASK_DENIAL, review, "destructive")));
  }

  private static CardText facts(ReviewCard review) {
    CardText text = new CardText();
    facts(review, text);
    return text;
  }

  private static void facts(ReviewCard review, CardText text) {
    CardParts.of(review).forEach(text::add);
  }

  /** What cannot be approved here leads to where it can. */
  private static void elsewhere(ReviewCard review, CardText text, List<Map<String, ?>> actions) {
    boolean whole = fits(review);
    Optional<URI> console = review.console();
    if (whole && !review.consoleOnly()) {
      console.ifPresent(uri -> actions.add(link("Review in full", uri)));
      return;
    }
    text.note(
        whole
            ? "This takes more assurance than Teams can give."
            : "Not all of it fits here, so it cannot be approved here.");
    if (console.isPresent()) {
      actions.add(link("Review in full", console.get()));
    } else {
      text.note(CardParts.command(review));
    }
  }

  /** A card of these elements. */
  static Map<String, Object> card(CardText text, List<Map<String, ?>> actions) {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("type", "AdaptiveCard");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("version", "1.5");
    card.put("fallbackText", "A review by Countersign. This client cannot show it.");
    card.put("body", text.elements());
    if (!actions.isEmpty()) {
      card.put("actions", actions);
    }
    card.put("msteams", Map.of("width", "Full"));
    return card;
  }

  static Map<String, ?> execute(String title, String verb, ReviewCard review, String style) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("type", "Action.Execute");
    action.put("title", title);
    action.put("verb", verb);
    action.put("style", style);
    action.put("data", Map.of(ID, review.id()));
    if (verb.equals(LOOK)) {
      action.put("associatedInputs", "none");
    }
    return action;
  }

  static Map<String, ?> link(String title, URI target) {
    return Map.of("type", "Action.OpenUrl", "title", title, "url", target.toString());
  }
}
