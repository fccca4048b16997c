package io.countersign.connectors.slack;

import com.slack.api.model.block.LayoutBlock;
import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.ReviewPort.RequestLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers {@code /countersign}. Shows and lists; decides nothing. */
final class Commands {

  static final String NAME = "/countersign";

  private static final List<String> USAGE =
      List.of(
          NAME + " list: what waits for you",
          NAME + " show ID: one review, whole",
          NAME + " lineage DATASET: where it came from and where it went",
          NAME + " status ID: how far one of your requests is");

  private final ReviewPort reviews;
  private final Home home;

  Commands(ReviewPort reviews, Home home) {
    this.reviews = reviews;
    this.home = home;
  }

  List<LayoutBlock> answer(ChannelUser who, String words) {
    String[] parts = words.strip().split("\\s+", 2);
    String argument = parts.length > 1 ? parts[1].strip() : "";
    if (reviews.person(who).isEmpty()) {
      return text(home.unlinked(who));
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "list" -> list(who);
      case "show" -> show(who, argument);
      case "lineage" -> lineage(who, argument);
      case "status" -> status(who, argument);
      default -> lines("What it can do", USAGE);
    };
  }

  private List<LayoutBlock> list(ChannelUser who) {
    CardText text = new CardText();
    text.header("Waiting for you");
    Home.pending(reviews.pending(who), text);
    return text.blocks();
  }

  private List<LayoutBlock> show(ChannelUser who, String id) {
    Optional<ReviewCard> card = reviews.show(id, who);
    return card.map(found -> Card.withoutButtons(found).blocks())
        .orElseGet(() -> text("There is no review '" + Limits.cut(id, 80) + "'."));
  }

  private List<LayoutBlock> lineage(ChannelUser who, String name) {
    List<String> steps = reviews.lineage(name, who);
    return steps.isEmpty()
        ? text("Nothing is known of '" + Limits.cut(name, 80) + "', or you may not know of it.")
        : lines("Lineage", steps.stream().map(step -> "• " + Limits.cut(step, 200)).toList());
  }

  private List<LayoutBlock> status(ChannelUser who, String id) {
    return reviews.requests(who).stream()
        .filter(line -> line.id().equals(id))
        .findFirst()
        .map(line -> text(state(line)))
        .orElseGet(
            () ->
                text("Neither you nor an agent of yours asked for '" + Limits.cut(id, 80) + "'."));
  }

  private static String state(RequestLine line) {
    return line.state() + ": " + Limits.cut(line.title(), 500);
  }

  private static List<LayoutBlock> text(String words) {
    return lines("", List.of(words));
  }

  private static List<LayoutBlock> lines(String heading, List<String> lines) {
    CardText text = new CardText();
    text.section(heading, lines);
    return text.blocks();
  }
}
