package io.countersign.connectors.teams;

import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ReviewCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cards on which a decision is made, in place of the one with the buttons. */
final class Forms {

  private Forms() {}

  /** Repeats what is done, to what, and how far it reaches. */
  static Map<String, ?> approve(ReviewCard review) {
    CardText text = head(review, "Approve");
    text.add(CardParts.signing(review));
    text.add(input("Comment", false));
    return Card.card(
        text,
        List.of(
            Card.execute("Approve", Card.APPROVE, review, "positive"),
            Card.execute("Back", Card.LOOK, review, "default")));
  }

  /** Asks for the reason. */
  static Map<String, ?> deny(ReviewCard review) {
    CardText text = Card.fits(review) ? head(review, "Deny") : name(review, "Deny");
    text.add(input("Why not? The requester reads it.", true));
    return Card.card(
        text,
        List.of(
            Card.execute("Deny", Card.DENY, review, "destructive"),
            Card.execute("Back", Card.LOOK, review, "default")));
  }

  private static CardText head(ReviewCard review, String verb) {
    CardText text = name(review, verb);
    CardParts.again(review).forEach(text::add);
    return text;
  }

  private static CardText name(ReviewCard review, String verb) {
    CardText text = new CardText();
    text.header(verb + ": " + CardParts.what(review));
    text.context("Review " + review.review());
    return text;
  }

  private static Map<String, ?> input(String label, boolean required) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("type", "Input.Text");
    input.put("id", Card.WORDS);
    input.put("label", label);
    input.put("isMultiline", true);
    input.put("maxLength", Limits.REASON);
    if (required) {
      input.put("isRequired", true);
      input.put("errorMessage", "A denial needs a reason.");
    }
    return input;
  }
}
