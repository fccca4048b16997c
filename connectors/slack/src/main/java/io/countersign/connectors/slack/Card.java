package io.countersign.connectors.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewCard.Flow;
import io.countersign.spi.review.ReviewCard.Who;
import io.countersign.spi.review.Visible;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A review as a Slack message: what we computed first, the requester's words last.
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
    text.header("Review: " + review.what().effect() + " · " + review.what().environment());
    review.ending().ifPresent(ending -> text.section("", List.of(ending)));
    text.section("", List.of(review.what().title()));
    text.section("How far it reaches", reach(review));
    text.section("Who asks", who(review.who()));
    flow(review.flow(), text);
    if (!review.payload().exact().isEmpty()) {
      text.section("Exactly this would be done", List.of());
      text.preformatted(review.payload().exact());
    }
    if (!review.payload().revert().isEmpty()) {
      text.section("This would take it back", List.of());
      text.preformatted(review.payload().revert());
    }
    text.section("Policy", review.terms().why());
    text.section(
        "Signatures: " + review.terms().votes() + " of " + review.terms().needed(),
        review.terms().seats());
    text.section(
        "", List.of("Decide before " + review.terms().deadline() + ". Silence is a denial."));
    text.section(
        "Reason, written by the requester and checked by nobody", List.of(quoted(review.reason())));
    text.context("Review " + review.review() + " · " + review.terms().digest());
    return text;
  }

  private static List<String> reach(ReviewCard review) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(review.what().reach())
        .forEach((label, value) -> lines.add("• " + label + ": " + value));
    lines.add("• can be taken back: " + (review.what().reversible() ? "yes" : "no"));
    review.what().window().ifPresent(window -> lines.add("• ends by itself after: " + window));
    review.what().warnings().forEach(warning -> lines.add("• Warning: " + warning));
    return lines;
  }

  private static List<String> who(Who who) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "• " + who.requester() + who.owner().map(owner -> ", an agent of " + owner).orElse(""));
    who.onBehalfOf().ifPresent(person -> lines.add("• on behalf of " + person));
    who.changedBy().forEach(person -> lines.add("• changed by " + person));
    return lines;
  }

  private static void flow(Flow flow, CardText text) {
    if (flow.in().isEmpty() && flow.out().isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    flow.in().forEach(line -> lines.add("in: " + line));
    flow.out().forEach(line -> lines.add("out: " + line));
    text.section("Data", lines);
  }

  private static String quoted(String words) {
    return "“" + words + "”";
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
        text.section(
            "", List.of("See and decide it with: ./countersign review show " + review.review()));
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

  /** Only names from our own configuration, and what everybody may know. */
  private static String fallback(ReviewCard review) {
    String effect = Visible.line(review.what().effect());
    return Mrkdwn.escape(
        review.isOpen()
            ? "A review waits: " + effect + ", until " + review.terms().deadline() + "."
            : "A review has ended: " + effect + ".");
  }
}
