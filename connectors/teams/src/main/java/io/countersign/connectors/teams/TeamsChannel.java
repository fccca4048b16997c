package io.countersign.connectors.teams;

import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.ChatSignIn;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.HttpReceiver;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Teams, through a bot. */
final class TeamsChannel implements ReviewChannel {

  static final String NAME = "teams";

  private static final Logger LOG = LoggerFactory.getLogger(TeamsChannel.class);

  private final TeamsSettings settings;
  private final ReviewChannelContext context;
  private final Http http = new Http();
  private final References references;
  private final SelfTest selfTest;
  private final Conversations conversations;
  private final Greeter greeter;
  private final HttpReceiver receiver;
  private volatile boolean started;

  TeamsChannel(TeamsSettings settings, ReviewChannelContext context) {
    this.settings = settings;
    this.context = context;
    Keys keys = new Keys(http, settings.metadata(), context.clock());
    BotTokens tokens = new BotTokens(http, settings, context.clock());
    Connector connector = new Connector(http, tokens, settings, context.clock());
    Members members = new Members(connector, settings, context.clock());
    references = new References(context.memory(), settings);
    selfTest = new SelfTest(keys, tokens, settings);
    conversations = new Conversations(connector, references, settings);
    greeter = new Greeter(members, context.reviews(), conversations);
    receiver =
        new Receiver(
            new ConnectorTokens(keys, settings, context.clock()),
            settings,
            references,
            new Bot(members, context.reviews(), context.linkPage()),
            greeter::answer,
            context.clock());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() throws ChannelException {
    if (!started) {
      selfTest.run();
      started = true;
      LOG.info("Teams: tenant {}, bot {}", settings.tenant(), settings.app());
    }
  }

  @Override
  public MessageRef post(Destination to, ReviewCard card) throws ChannelException {
    Function<String, Optional<String>> user =
        to instanceof Destination.Place place
            ? object -> conversations.user(place.id(), object)
            : references::user;
    return conversations.post(to, message(card, user));
  }

  @Override
  public void update(MessageRef message, ReviewCard card) throws ChannelException {
    conversations.update(message, message(card, references::user));
  }

  /** A card; the words for notifications name neither target nor payload. */
  private Map<String, ?> message(ReviewCard card, Function<String, Optional<String>> user) {
    List<String> candidates =
        card.isOpen()
            ? context.reviews().candidates(card.id()).stream()
                .flatMap(subject -> settings.object(subject).stream())
                .limit(Limits.REFRESHED)
                .flatMap(object -> user.apply(object).stream())
                .toList()
            : List.of();
    return Map.of(
        "type",
        "message",
        "summary",
        CardParts.notification(card),
        "attachments",
        List.of(
            Map.of(
                "contentType",
                "application/vnd.microsoft.card.adaptive",
                "content",
                Card.base(card, candidates))));
  }

  @Override
  public void reply(MessageRef message, String words) throws ChannelException {
    conversations.reply(message, Conversations.plain(words));
  }

  @Override
  public MessageRef say(Destination to, String words) throws ChannelException {
    return conversations.post(to, Conversations.plain(words));
  }

  @Override
  public Optional<HttpReceiver> receiver() {
    return Optional.of(call -> started ? receiver.receive(call) : HttpReceiver.Answer.empty(503));
  }

  @Override
  public Optional<ChatSignIn> signIn() {
    return settings.client().map(client -> new EntraSignIn(settings, client));
  }

  @Override
  public void close() {
    greeter.close();
    http.close();
  }

  /** What an operator is told about somebody who is nobody's here. */
  static ChannelException stranger(String subject) {
    return new ChannelException(
        Remedy.OPERATOR,
        "'" + subject + "' is nobody of this tenant. Link people as TENANT/OBJECT-ID.");
  }
}
