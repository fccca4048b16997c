package io.countersign.connectors.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.connectors.slack.fake.Answer;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.connectors.slack.fake.HttpTransport;
import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.ChannelWorld;
import io.countersign.spi.review.HttpReceiver;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake Slack, over either transport. */
final class SlackWorld implements ChannelWorld {

  static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  final FakeSlack slack = new FakeSlack();
  private final boolean overHttp;
  private final Map<Who, FakeUser> users = new EnumMap<>(Who.class);
  private @Nullable HttpServer server;
  @Nullable HttpTransport http;

  SlackWorld(boolean overHttp) {
    this.overHttp = overHttp;
    add(Who.MEMBER, FakeUser.member("U0GRACE"));
    add(Who.SECOND_MEMBER, FakeUser.member("U0TOM"));
    add(Who.GUEST, new FakeUser("U0GUEST", FakeSlack.TEAM, "is_restricted", ""));
    add(Who.BOT, new FakeUser("U0ROBOT", FakeSlack.TEAM, "is_bot", ""));
    add(Who.DELETED, new FakeUser("U0GONE", FakeSlack.TEAM, "deleted", ""));
    add(Who.FOREIGNER, new FakeUser("U0ALIEN", "T0OTHER", "", ""));
  }

  private void add(Who who, FakeUser user) {
    users.put(who, slack.join(user));
  }

  FakeUser user(Who who) {
    return users.get(who);
  }

  @Override
  public ReviewChannel channel(ReviewPort reviews, Clock clock) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bot-token", FakeSlack.BOT_TOKEN);
    settings.put("api-url", slack.api().toString());
    if (overHttp) {
      settings.put("signing-secret", SECRET);
    } else {
      settings.put("app-token", FakeSlack.APP_TOKEN);
    }
    ReviewChannel channel =
        new SlackChannelFactory().create(context(settings, reviews, clock)).orElseThrow();
    channel.receiver().ifPresent(this::serve);
    return channel;
  }

  static ReviewChannelContext context(
      Map<String, String> settings, ReviewPort reviews, Clock clock) {
    return new ReviewChannelContext() {
      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public Map<String, String> settings() {
        return settings;
      }

      @Override
      public ReviewPort reviews() {
        return reviews;
      }
    };
  }

  private void serve(HttpReceiver receiver) {
    try {
      HttpServer serving =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      serving.createContext("/slack", exchange -> pass(exchange, receiver));
      serving.start();
      server = serving;
      URI address = URI.create("http://127.0.0.1:" + serving.getAddress().getPort() + "/slack");
      http = new HttpTransport(address, SECRET);
      slack.reachOver(http);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void pass(HttpExchange exchange, HttpReceiver receiver) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      HttpReceiver.Answer answer =
          receiver.receive(
              new HttpReceiver.Call(headers, exchange.getRequestBody().readAllBytes()));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public String place() {
    return "C0REVIEWS";
  }

  @Override
  public String subject(Who who) {
    return FakeSlack.APP + "/-/" + FakeSlack.TEAM + "/" + user(who).id();
  }

  FakeMessage message(MessageRef ref) {
    return slack.messages(ref.place()).stream()
        .filter(message -> message.ts().equals(ref.id()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String read(MessageRef message) {
    return message(message).words();
  }

  @Override
  public boolean offersApproval(MessageRef message) {
    return message(message).button(Card.APPROVE).isPresent();
  }

  @Override
  public List<String> thread(MessageRef message) {
    return slack.thread(message(message));
  }

  @Override
  public void click(Who who, MessageRef message, Choice choice) {
    Answer answer =
        slack.click(
            user(who), message(message), choice == Choice.APPROVE ? Card.APPROVE : Card.DENY);
    if (!answer.isAcknowledged()) {
      throw new AssertionError("Not acknowledged: " + answer);
    }
  }

  @Override
  public boolean isAsked(Who who) {
    return slack
        .dialog(user(who))
        .filter(view -> view.has("submit") && !view.get("submit").isJsonNull())
        .isPresent();
  }

  @Override
  public String submit(Who who, String words) {
    return seen(slack.submit(user(who), words));
  }

  @Override
  public String submitDialogOf(Who other, Who who, String words) {
    return seen(slack.submit(user(who), slack.dialog(user(other)).orElseThrow(), words));
  }

  static String seen(Answer answer) {
    if (!answer.isAcknowledged() || answer.body().isEmpty()) {
      throw new AssertionError("Not answered: " + answer);
    }
    JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
    List<String> words = new ArrayList<>();
    FakeMessage.collect(json.getAsJsonObject("view").getAsJsonArray("blocks"), words);
    return String.join("\n", words);
  }

  @Override
  public List<String> told(Who who) {
    List<String> told = new ArrayList<>(slack.whispers(user(who)));
    slack.messages(FakeSlack.direct(user(who))).forEach(message -> told.add(message.words()));
    return told;
  }

  @Override
  public void down(boolean now) {
    slack.down(now);
  }

  @Override
  public void limit(long seconds) {
    slack.limit(seconds);
  }

  @Override
  public void delete(MessageRef message) {
    slack.delete(message(message));
  }

  @Override
  public void close() {
    HttpServer serving = server;
    if (serving != null) {
      serving.stop(0);
    }
    slack.close();
  }
}
