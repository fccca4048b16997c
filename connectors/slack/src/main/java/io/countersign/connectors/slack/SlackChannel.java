package io.countersign.connectors.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.socket_mode.SocketModeClient.Backend;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.ChatSignIn;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.HttpReceiver;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.Visible;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slack, over Socket Mode or HTTP. */
final class SlackChannel implements ReviewChannel {

  static final String NAME = "slack";

  private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);
  private static final int WORKERS = 8;

  private final SlackSettings settings;
  private final ReviewChannelContext context;
  private final SlackApi api;
  private final Optional<Signature> signature;
  private final ExecutorService later =
      Executors.newFixedThreadPool(2, Thread.ofVirtual().factory());

  private volatile @Nullable Workspace workspace;
  private volatile @Nullable Members members;
  private volatile @Nullable HttpReceiver calls;
  private @Nullable SocketModeApp socket;

  SlackChannel(SlackSettings settings, ReviewChannelContext context) {
    this.settings = settings;
    this.context = context;
    this.api = new SlackApi(settings, context.clock());
    this.signature =
        settings.transport() instanceof SlackSettings.Transport.Http http
            ? Optional.of(new Signature(http.signingSecret(), context.clock()))
            : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized void start() throws ChannelException {
    if (workspace != null) {
      return;
    }
    Workspace found = new SelfTest(api, settings, context.clock()).run();
    Members known = new Members(api, found, settings.matchEmail(), context.clock());
    App app = new Interactions(api, known, context, new Replies(api, later)).app();
    members = known;
    signature.ifPresent(verifier -> calls = new SignedCalls(verifier, app));
    if (settings.transport() instanceof SlackSettings.Transport.Socket transport) {
      connect(transport, app);
    }
    workspace = found;
    LOG.info(
        "Slack: workspace {}, app {}, over {}", found.team(), found.app(), settings.transport());
  }

  private void connect(SlackSettings.Transport.Socket transport, App app) throws ChannelException {
    try {
      SocketModeApp opened =
          new SocketModeApp(transport.appToken(), app, Backend.JavaWebSocket, WORKERS);
      opened.startAsync();
      socket = opened;
    } catch (Exception e) {
      LOG.debug("Socket Mode", e);
      throw new ChannelException(
          Remedy.OPERATOR,
          "Socket Mode does not connect. Switch on Socket Mode and Interactivity in the app's"
              + " settings, set an app-level token with connections:write as app-token, and let this"
              + " machine reach Slack over wss.");
    }
  }

  @Override
  public MessageRef post(Destination to, ReviewCard card) throws ChannelException {
    Card shown = Card.of(card);
    return post(to, shown.fallback(), shown.blocks());
  }

  @Override
  public MessageRef say(Destination to, String words) throws ChannelException {
    return post(to, fallback(words), plain(words));
  }

  private MessageRef post(Destination to, String text, List<LayoutBlock> blocks)
      throws ChannelException {
    String channel = channel(to);
    ChatPostMessageResponse response =
        api.paced(
            "chat.postMessage",
            Pace.Rate.POST,
            "chat.postMessage " + channel,
            client ->
                client.chatPostMessage(
                    request ->
                        request
                            .channel(channel)
                            .text(text)
                            .mrkdwn(false)
                            .unfurlLinks(false)
                            .unfurlMedia(false)
                            .blocks(blocks)));
    return new MessageRef(response.getChannel(), response.getTs());
  }

  private String channel(Destination to) throws ChannelException {
    return switch (to) {
      case Destination.Place place -> place.id();
      case Destination.Direct direct ->
          ready().user(direct.subject()).orElseThrow(() -> stranger(direct.subject()));
    };
  }

  private ChannelException stranger(String subject) {
    return new ChannelException(
        Remedy.OPERATOR,
        "'"
            + subject
            + "' is nobody of this workspace and app. Link people as APP/ENTERPRISE/TEAM/USER, with -"
            + " for no enterprise.");
  }

  private Workspace ready() throws ChannelException {
    Workspace found = workspace;
    if (found == null) {
      throw new ChannelException(Remedy.LATER, "Slack was not reached yet.");
    }
    return found;
  }

  @Override
  public void update(MessageRef message, ReviewCard card) throws ChannelException {
    Card shown = Card.of(card);
    api.paced(
        "chat.update",
        Pace.Rate.TIER_3,
        "chat.update",
        client ->
            client.chatUpdate(
                request ->
                    request
                        .channel(message.place())
                        .ts(message.id())
                        .text(shown.fallback())
                        .blocks(shown.blocks())));
  }

  @Override
  public void reply(MessageRef message, String words) throws ChannelException {
    api.paced(
        "chat.postMessage",
        Pace.Rate.POST,
        "chat.postMessage " + message.place(),
        client ->
            client.chatPostMessage(
                request ->
                    request
                        .channel(message.place())
                        .threadTs(message.id())
                        .text(fallback(words))
                        .mrkdwn(false)
                        .unfurlLinks(false)
                        .unfurlMedia(false)
                        .blocks(plain(words))));
  }

  private static List<LayoutBlock> plain(String words) {
    CardText text = new CardText();
    text.section("", List.of(words));
    return text.blocks();
  }

  private static String fallback(String words) {
    return Mrkdwn.escape(Limits.cut(Visible.line(words), Limits.HEADER));
  }

  @Override
  public Optional<ChatSignIn> signIn() {
    return settings
        .client()
        .map(client -> new SlackSignIn(settings, client, () -> Optional.ofNullable(members)));
  }

  @Override
  public Optional<HttpReceiver> receiver() {
    return signature.map(verifier -> this::receive);
  }

  private HttpReceiver.Answer receive(HttpReceiver.Call call) {
    HttpReceiver ready = calls;
    return ready == null ? HttpReceiver.Answer.empty(503) : ready.receive(call);
  }

  @Override
  public synchronized void close() {
    SocketModeApp open = socket;
    if (open != null) {
      try {
        // Its own close forgets the client, which would go on connecting for ever.
        open.getClient().setAutoReconnectEnabled(false);
        open.getClient().close();
        open.close();
      } catch (Exception e) {
        LOG.info("Slack's connection did not end cleanly: {}", e.getMessage());
      }
    }
    later.shutdown();
    try {
      api.slack().close();
    } catch (Exception e) {
      LOG.info("Slack's client did not end cleanly: {}", e.getMessage());
    }
  }
}
