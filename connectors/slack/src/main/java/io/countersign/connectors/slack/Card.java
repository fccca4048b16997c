package io.countersign.connectors.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ReviewCard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A review as a Slack message.
 *
 * @param blocks the message
 * @param fallback for notifications and screen readers; says neither target nor payload
 * @param whole whether all of it is shown; without that nobody can approve on it
 */
record Card(List<LayoutBlock> blocks, String fallback, boolean whole) {

  static final String APPROVE = "countersign_approve";
  static final String DENY = "countersign_deny";
  static final String FULL = "countersign_full";
  static final String CHANGE = "countersign_change";

  Card {
    blocks = List.copyOf(blocks);
  }

  /** The card with its buttons, as long as it is open. */
  static Card of(ReviewCard review) {
    CardText text = facts(review);
    if (review.isOpen()) {
      buttons(review, text);
    }
    return new Card(text.blocks(), fallback(review), text.isWhole());
  }

  /** The card to look at: no buttons. */
  static Card withoutButtons(ReviewCard review) {
    CardText text = facts(review);
    return new Card(text.blocks(), fallback(review), text.isWhole());
  }

  /** Whether all of a review fits on a card. */
  static boolean fits(ReviewCard review) {
    return facts(review).isWhole();
  }

  private static CardText facts(ReviewCard review) {
    CardText text = new CardText();
    CardParts.of(review).forEach(text::add);
    return text;
  }

  private static void buttons(ReviewCard review, CardText text) {
    Optional<URI> console = review.console();
    if (!text.isWhole() || review.consoleOnly()) {
      text.section(
          "",
          List.of(
              !text.isWhole()
                  ? "Not all of it fits here, so it cannot be approved here."
                  : "This takes more assurance than Slack can give."));
      if (console.isPresent()) {
        text.add(actions(List.of(link(FULL, "Review in full", console.get()))));
      } else {
        text.section("", List.of(CardParts.command(review)));
      }
      return;
    }
    List<BlockElement> elements = new ArrayList<>();
    elements.add(button(APPROVE, "Approve…", "primary", review.id()));
    elements.add(button(DENY, "Deny…", "danger", review.id()));
    console.ifPresent(uri -> elements.add(link(CHANGE, "Approve with changes…", uri)));
    text.add(actions(elements));
  }

  private static ActionsBlock actions(List<BlockElement> elements) {
    return ActionsBlock.builder().elements(elements).build();
  }

  private static ButtonElement button(String action, String label, String style, String card) {
    return ButtonElement.builder()
        .actionId(action)
        .text(CardText.plain(label))
        .style(style)
        .value(card)
        .build();
  }

  static ButtonElement link(String action, String label, URI target) {
    return ButtonElement.builder()
        .actionId(action)
        .text(CardText.plain(label))
        .url(target.toString())
        .build();
  }

  private static String fallback(ReviewCard review) {
    return Mrkdwn.escape(CardParts.notification(review));
  }
}
