package io.countersign.connectors.teams;

import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Teams, through a webhook of Workflows: tells of reviews and of their end, and leads to the
 * console. Nobody can decide there, and what was sent cannot be edited.
 */
final class WebhookChannel implements ReviewChannel {

  private static final int REMEMBERED = 1_000;
  private static final String ONE = "webhook";

  private final URI url;
  private final Pace pace;
  private final Http http = new Http();
  private final Set<String> ended =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<String, Boolean>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /**
   * @throws IllegalArgumentException when it is no https address
   */
  WebhookChannel(String url, Clock clock) {
    this.url = URI.create(url);
    boolean local = "127.0.0.1".equals(this.url.getHost());
    if (!"https".equals(this.url.getScheme()) && !local) {
      throw TeamsSettings.problem(
          "webhook-url is no https address. Copy it from the workflow 'Post to a channel when a"
              + " webhook request is received'.");
    }
    this.pace = new Pace(clock);
  }

  @Override
  public String name() {
    return TeamsChannel.NAME;
  }

  @Override
  public void start() {}

  @Override
  public MessageRef post(Destination to, ReviewCard card) throws ChannelException {
    if (to instanceof Destination.Direct) {
      throw new ChannelException(
          Remedy.OPERATOR,
          "A webhook reaches one conversation and no single people. Set routes with direct: false, or"
              + " set up the bot.");
    }
    send(notice(card));
    return new MessageRef(ONE, UUID.randomUUID().toString());
  }

  private static Map<String, ?> notice(ReviewCard card) {
    CardText text = new CardText();
    text.header(CardParts.what(card));
    card.ending().ifPresent(ending -> text.section("", List.of(ending)));
    text.section("", List.of(card.what().title()));
    if (card.isOpen()) {
      text.add(CardParts.signatures(card));
      text.add(CardParts.deadline(card));
      text.note("This only tells you: nobody can decide here.");
    }
    text.add(CardParts.name(card));
    List<Map<String, ?>> actions = new ArrayList<>();
    card.console().ifPresent(uri -> actions.add(Card.link("Review in the console", uri)));
    return Card.card(text, actions);
  }

  /** What was sent stays; the end is told once more. */
  @Override
  public void update(MessageRef message, ReviewCard card) throws ChannelException {
    if (!card.isOpen() && !ended.contains(card.review())) {
      send(notice(card));
      ended.add(card.review());
    }
  }

  @Override
  public void reply(MessageRef message, String words) {
    // A webhook knows no threads, and each vote on its own would be noise.
  }

  @Override
  public MessageRef say(Destination to, String words) throws ChannelException {
    CardText text = new CardText();
    text.section("", List.of(words));
    send(Card.card(text, List.of()));
    return new MessageRef(ONE, UUID.randomUUID().toString());
  }

  private void send(Map<String, ?> card) throws ChannelException {
    Optional<Duration> wait = pace.take(ONE);
    if (wait.isPresent()) {
      throw new ChannelException(Remedy.LATER, wait, "The webhook takes no more of this yet.");
    }
    Map<String, ?> body =
        Map.of(
            "type",
            "message",
            "attachments",
            List.of(
                Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    int status;
    Optional<String> asked;
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(url)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
      status = response.statusCode();
      asked = response.headers().firstValue("Retry-After");
    } catch (IOException e) {
      throw new ChannelException(
          Remedy.LATER, "The webhook does not answer: " + e.getClass().getSimpleName() + ".");
    }
    if (status == 429) {
      Duration time =
          Duration.ofSeconds(
              asked.filter(text -> text.matches("\\d{1,6}")).map(Long::parseLong).orElse(30L));
      pace.close(ONE, time);
      throw new ChannelException(Remedy.LATER, Optional.of(time), "The webhook asks for a pause.");
    }
    if (status / 100 == 4) {
      throw new ChannelException(
          Remedy.OPERATOR,
          "The webhook answers "
              + status
              + ". Is the workflow switched on, and its address whole?");
    }
    if (status / 100 != 2) {
      throw new ChannelException(Remedy.LATER, "The webhook answers " + status + ".");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
