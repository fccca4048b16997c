package io.countersign.connectors.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.ReviewPort.RequestLine;
import io.countersign.spi.review.ReviewPort.ReviewLine;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists: what waits for somebody, and what they asked for. */
final class Home {

  private static final int MOST = 20;

  private final ReviewPort reviews;
  private final Optional<URI> linkPage;

  /**
   * @param linkPage where people link themselves; empty where they cannot
   */
  Home(ReviewPort reviews, Optional<URI> linkPage) {
    this.reviews = reviews;
    this.linkPage = linkPage;
  }

  /** The app's Home tab. */
  View tab(ChannelUser who) {
    CardText text = new CardText();
    if (reviews.person(who).isEmpty()) {
      text.section("", List.of(unlinked(who)));
    } else {
      text.header("Waiting for you");
      pending(reviews.pending(who), text);
      text.header("Asked for by you and your agents");
      requests(reviews.requests(who), text);
    }
    return view(text.blocks());
  }

  static View outsider(String why) {
    CardText text = new CardText();
    text.section("", List.of(why));
    return view(text.blocks());
  }

  String unlinked(ChannelUser who) {
    return "Nobody in Countersign's directory is linked with this Slack account. "
        + linkPage
            .map(page -> "Sign in to Countersign in your browser, then open " + page + ", or ask")
            .orElse("Ask")
        + " an administrator of the directory to link the identity slack:"
        + who.subject();
  }

  static void pending(List<ReviewLine> lines, CardText text) {
    List<String> shown = new ArrayList<>();
    for (ReviewLine line : lines.subList(0, Math.min(MOST, lines.size()))) {
      shown.add("• " + brief(line.title()) + " (" + line.id() + ", until " + line.deadline() + ")");
    }
    text.section("", shown.isEmpty() ? List.of("Nothing.") : shown);
    more(lines.size(), text);
  }

  static void requests(List<RequestLine> lines, CardText text) {
    List<String> shown = new ArrayList<>();
    for (RequestLine line : lines.subList(0, Math.min(MOST, lines.size()))) {
      shown.add("• " + brief(line.title()) + " (" + line.id() + ", " + line.state() + ")");
    }
    text.section("", shown.isEmpty() ? List.of("Nothing.") : shown);
    more(lines.size(), text);
  }

  private static void more(int all, CardText text) {
    if (all > MOST) {
      text.section("", List.of("and " + (all - MOST) + " more: ./countersign review list"));
    }
  }

  /** So that one long title does not hide the other lines. */
  private static String brief(String title) {
    return Limits.cut(title, 80);
  }

  private static View view(List<LayoutBlock> blocks) {
    return View.builder().type("home").blocks(blocks).build();
  }
}
