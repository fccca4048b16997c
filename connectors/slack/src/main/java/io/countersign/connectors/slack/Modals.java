package io.countersign.connectors.slack;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ReviewCard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dialogs in which a decision is made and answered. */
final class Modals {

  static final String APPROVE = "countersign_approve_dialog";
  static final String DENY = "countersign_deny_dialog";
  static final String WORDS = "words";

  private Modals() {}

  /** Repeats what is done, to what, and how far it reaches. */
  static View approve(ReviewCard card) {
    CardText text = head(card);
    text.add(CardParts.signing(card));
    return form(APPROVE, "Approve", card, text, input("Comment", true));
  }

  /** Asks for the reason. */
  static View deny(ReviewCard card) {
    return form(DENY, "Deny", card, head(card), input("Why not? The requester reads it.", false));
  }

  private static CardText head(ReviewCard card) {
    CardText text = new CardText();
    text.section("", List.of(CardParts.what(card)));
    CardParts.again(card).forEach(text::add);
    return text;
  }

  private static InputBlock input(String label, boolean optional) {
    return InputBlock.builder()
        .blockId(WORDS)
        .label(CardText.plain(label))
        .optional(optional)
        .element(
            PlainTextInputElement.builder()
                .actionId(WORDS)
                .multiline(true)
                .maxLength(Limits.REASON)
                .build())
        .build();
  }

  private static View form(
      String callback, String verb, ReviewCard card, CardText text, InputBlock input) {
    List<LayoutBlock> blocks = new ArrayList<>(text.blocks());
    blocks.add(input);
    return View.builder()
        .type("modal")
        .callbackId(callback)
        .privateMetadata(card.id())
        .title(title(verb))
        .submit(ViewSubmit.builder().type("plain_text").text(verb).build())
        .close(ViewClose.builder().type("plain_text").text("Cancel").build())
        .blocks(blocks)
        .build();
  }

  /** Says what came of it, instead of the form. */
  static View answer(String title, String words, Optional<URI> console) {
    CardText text = new CardText();
    text.section("", List.of(words));
    List<LayoutBlock> blocks = new ArrayList<>(text.blocks());
    console.ifPresent(
        uri ->
            blocks.add(
                com.slack.api.model.block.ActionsBlock.builder()
                    .elements(List.of(Card.link(Card.FULL, "Open the console", uri)))
                    .build()));
    return View.builder()
        .type("modal")
        .title(title(title))
        .close(ViewClose.builder().type("plain_text").text("Close").build())
        .blocks(blocks)
        .build();
  }

  private static ViewTitle title(String text) {
    return ViewTitle.builder()
        .type("plain_text")
        .text(Limits.cut(text, Limits.MODAL_TITLE))
        .build();
  }
}
