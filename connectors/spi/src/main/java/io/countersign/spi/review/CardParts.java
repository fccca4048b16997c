package io.countersign.spi.review;

import io.countersign.spi.Spans;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What cards and dialogs say, in the order in which every channel shows it: what we computed first,
 * the requester's words last.
 */
public final class CardParts {

  private CardParts() {}

  /** All of a review. */
  public static List<CardPart> of(ReviewCard review) {
    List<CardPart> parts = new ArrayList<>();
    parts.add(new CardPart.Title("Review: " + what(review)));
    review.ending().ifPresent(ending -> parts.add(line(ending)));
    parts.add(line(review.what().title()));
    parts.add(new CardPart.Lines("How far it reaches", reach(review)));
    parts.add(new CardPart.Lines("Who asks", who(review.who())));
    List<String> data = data(review.flow());
    if (!data.isEmpty()) {
      parts.add(new CardPart.Lines("Data", data));
    }
    exact("Exactly this would be done", review.payload().exact(), parts);
    exact("This would take it back", review.payload().revert(), parts);
    ReviewCard.Terms terms = review.terms();
    parts.add(new CardPart.Lines("Policy", terms.why()));
    parts.add(signatures(review));
    parts.add(deadline(review));
    parts.add(
        new CardPart.Lines(
            "Reason, written by the requester and checked by nobody",
            List.of("“" + review.reason() + "”")));
    parts.add(name(review));
    return List.copyOf(parts);
  }

  /** Whose signatures are there and whose are missing. */
  public static CardPart signatures(ReviewCard review) {
    ReviewCard.Terms terms = review.terms();
    return new CardPart.Lines(
        "Signatures: " + terms.votes() + " of " + terms.needed(), terms.seats());
  }

  /** Until when it can be decided. */
  public static CardPart deadline(ReviewCard review) {
    return line("Decide before " + review.terms().deadline() + ". Silence is a denial.");
  }

  /** What names the review, and what would be signed. */
  public static CardPart name(ReviewCard review) {
    return new CardPart.SmallPrint("Review " + review.review() + " · " + review.terms().digest());
  }

  /** The effect and the environment. */
  public static String what(ReviewCard review) {
    return review.what().effect() + " · " + review.what().environment();
  }

  /** What is repeated where somebody decides: the target, and how far it reaches. */
  public static List<CardPart> again(ReviewCard review) {
    return List.of(
        line(review.what().title()), new CardPart.Lines("How far it reaches", reach(review)));
  }

  /** What stands where somebody approves. */
  public static CardPart signing(ReviewCard review) {
    return line("You sign exactly this, under your name. Digest: " + review.terms().digest());
  }

  /**
   * For notifications and screen readers: names neither target nor payload nor words of anybody.
   */
  public static String notification(ReviewCard review) {
    String effect = Visible.line(review.what().effect());
    return review.isOpen()
        ? "A review waits: " + effect + ", until " + review.terms().deadline() + "."
        : "A review has ended: " + effect + ".";
  }

  /** How to decide where there is no console. */
  public static String command(ReviewCard review) {
    return "See and decide it with: ./countersign review show " + review.review();
  }

  /**
   * Why somebody's decision does not count, and what strangers can do about it.
   *
   * @param linkPage where people link themselves, if they can
   */
  public static String refusal(DecisionAnswer.Refused refused, Optional<URI> linkPage) {
    return refused.code().equals(DecisionAnswer.UNKNOWN_IDENTITY)
        ? refused.words()
            + linkPage
                .map(page -> " Or sign in to Countersign in your browser and open " + page + ".")
                .orElse("")
        : refused.words();
  }

  private static CardPart line(String text) {
    return new CardPart.Lines("", List.of(text));
  }

  private static void exact(String heading, List<String> items, List<CardPart> parts) {
    if (!items.isEmpty()) {
      parts.add(new CardPart.Exact(heading, items));
    }
  }

  private static List<String> reach(ReviewCard review) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(review.what().reach())
        .forEach((label, value) -> lines.add("• " + label + ": " + value));
    lines.add("• can be taken back: " + (review.what().reversible() ? "yes" : "no"));
    review
        .what()
        .window()
        .ifPresent(window -> lines.add("• ends by itself after: " + Spans.inWords(window)));
    review.what().warnings().forEach(warning -> lines.add("• Warning: " + warning));
    return lines;
  }

  private static List<String> who(ReviewCard.Who who) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "• " + who.requester() + who.owner().map(owner -> ", an agent of " + owner).orElse(""));
    who.onBehalfOf().ifPresent(person -> lines.add("• on behalf of " + person));
    who.changedBy().forEach(person -> lines.add("• changed by " + person));
    return lines;
  }

  private static List<String> data(ReviewCard.Flow flow) {
    List<String> lines = new ArrayList<>();
    flow.in().forEach(line -> lines.add("in: " + line));
    flow.out().forEach(line -> lines.add("out: " + line));
    return lines;
  }
}
