package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.countersign.connectors.teams.fake.CardRules;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook tells, and nobody can decide there. */
class WebhookChannelTest {

  private static final Destination PLACE = new Destination.Place("reviews");

  private final List<String> posts = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private WebhookChannel channel;
  private volatile int status = 202;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            posts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Retry-After", "9");
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
    channel =
        new WebhookChannel(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?sig=secret",
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    channel.close();
    server.stop(0);
  }

  @Test
  void post_review_tellsItAndLeadsToTheConsoleWithoutButtons() throws ChannelException {
    channel.post(PLACE, Cards.anExport().build());
    assertThat(posts)
        .singleElement()
        .asString()
        .contains(
            "Export 2,000 rows", "nobody can decide here", "Action.OpenUrl", "console.example")
        .doesNotContain("Action.Execute", "refresh", "COPY customers");
    assertThat(CardRules.of(card(posts.getFirst()))).isEmpty();
  }

  private static Map<String, ?> card(String post) {
    Json attachment = Json.read(post).orElseThrow().objects("attachments").getFirst();
    return attachment.at("content").values();
  }

  @Test
  void update_tellsTheEndOnce() throws ChannelException {
    MessageRef ref = channel.post(PLACE, Cards.anExport().build());
    channel.update(ref, Cards.anExport().build());
    channel.update(ref, Cards.anExport().ended("Approved by Grace.").build());
    channel.update(ref, Cards.anExport().ended("Approved by Grace.").build());
    assertThat(posts).hasSize(2);
    assertThat(posts.getLast()).contains("Approved by Grace.");
  }

  @Test
  void post_toAPerson_isRefused() {
    assertThatThrownBy(() -> channel.post(new Destination.Direct("t/o"), Cards.anExport().build()))
        .hasMessageContaining("direct: false");
  }

  @Test
  void post_answers_sayWhatToDo() {
    for (int answer : new int[] {404, 503}) {
      status = answer;
      assertThatThrownBy(() -> channel.post(PLACE, Cards.anExport().build()))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining(Integer.toString(answer))
          .message()
          .doesNotContain("secret");
    }
    status = 429;
    ChannelException e =
        catchThrowableOfType(
            ChannelException.class, () -> channel.post(PLACE, Cards.anExport().build()));
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(9));
  }

  @Test
  void create_withoutTls_isRefused() {
    assertThatThrownBy(() -> new WebhookChannel("http://x.example/hook", Clock.systemUTC()))
        .hasMessageContaining("webhook-url");
  }
}
