package io.countersign.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.spi.Secrets;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import io.countersign.webhooks.Delivery;
import io.countersign.webhooks.Delivery.State;
import io.countersign.webhooks.WebhookEvent;
import io.countersign.webhooks.Webhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Events on their way to receivers that answer, fail, redirect, or lie where nobody may call. */
@DirtiesContext
@SpringBootTest(classes = WebhooksIT.Slice.class, webEnvironment = WebEnvironment.NONE)
class WebhooksIT {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final HttpServer SERVER = start();
  private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
  private static volatile ToIntFunction<Call> answer = call -> 204;

  @Autowired private Webhooks webhooks;
  @Autowired private Courier courier;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Ticking clock;
  @Autowired private JdbcClient jdbc;

  private record Call(String path, String id, String timestamp, String signature, String body) {}

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
    String url = "http://localhost:" + SERVER.getAddress().getPort();
    receiver(registry, 0, "here", url + "/here", true);
    receiver(registry, 1, "forbidden", "https://localhost:1/forbidden", false);
    registry.add("countersign.webhooks.receivers[0].types[0]", () -> "finding.");
    registry.add("countersign.webhooks.receivers[1].types[0]", () -> "other.");
    registry.add("countersign.webhooks.timeout", () -> "2s");
    registry.add("countersign.webhooks.every", () -> "1h");
  }

  private static void receiver(
      DynamicPropertyRegistry registry, int n, String name, String url, boolean allowPrivate) {
    String prefix = "countersign.webhooks.receivers[" + n + "].";
    registry.add(prefix + "name", () -> name);
    registry.add(prefix + "url", () -> url);
    registry.add(prefix + "secret", () -> "webhook");
    registry.add(prefix + "allow-private", () -> allowPrivate);
  }

  private static HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", WebhooksIT::serve);
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestURI().getPath(),
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    CALLS.add(call);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(answer.applyAsInt(call), -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  @BeforeEach
  void forget() {
    jdbc.sql("delete from webhook_delivery").update();
    CALLS.clear();
    answer = call -> 204;
  }

  @AfterAll
  static void stop() {
    SERVER.stop(0);
  }

  @Test
  void event_published_arrivesSignedOnceForItsReceivers() {
    publish("e1", "finding.opened", "a");
    publish("e1", "finding.opened", "a");
    await().until(() -> state("e1") == State.DELIVERED);
    assertThat(CALLS)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.path()).isEqualTo("/here");
              assertThat(call.id()).isEqualTo("e1");
              assertThat(call.body())
                  .isEqualTo(
                      "{\"data\":{\"n\":1},\"timestamp\":\"%s\",\"type\":\"finding.opened\"}"
                          .formatted(clock.instant()));
              long timestamp = Long.parseLong(call.timestamp());
              assertThat(timestamp).isEqualTo(clock.instant().getEpochSecond());
              assertThat(call.signature())
                  .isEqualTo(Signature.of(SECRET).of("e1", timestamp, call.body()));
            });
  }

  @Test
  void event_rolledBack_isNotTold() {
    transactions.executeWithoutResult(
        transaction -> {
          webhooks.publish(event("gone", "finding.opened", "a"));
          transaction.setRollbackOnly();
        });
    courier.look();
    assertThat(webhooks.latest(10)).isEmpty();
    assertThatThrownBy(() -> webhooks.publish(event("gone", "finding.opened", "a")))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void events_ofOneKey_keepTheirOrderWhileAnotherKeyGoesOn() {
    answer = call -> call.id().equals("first") ? 503 : 204;
    publish("first", "finding.opened", "a");
    publish("second", "finding.closed", "a");
    publish("third", "finding.opened", "b");
    await().until(() -> state("third") == State.DELIVERED && attempts("first") == 1);
    await().until(() -> delivery("first").lastAnswer().isPresent());
    courier.look();
    assertThat(delivery("second").attempts()).isZero();
    answer = call -> 204;
    clock.forward(Duration.ofSeconds(6));
    courier.look();
    await().until(() -> state("second") == State.DELIVERED);
    assertThat(CALLS.stream().filter(call -> !call.id().equals("third")).map(Call::id))
        .containsExactly("first", "first", "second");
  }

  @Test
  void redirect_isNotFollowedAndTriedAgain() {
    answer = call -> 302;
    publish("moved", "finding.opened", "a");
    await().until(() -> delivery("moved").lastAnswer().isPresent());
    assertThat(delivery("moved").lastAnswer().orElseThrow()).contains("redirects are not followed");
    assertThat(state("moved")).isEqualTo(State.WAITING);
    assertThat(CALLS).extracting(Call::path).containsExactly("/here");
  }

  @Test
  void receiver_atAPrivateAddress_isNotCalledUnlessAllowed() {
    publish("secret", "other.thing", "a");
    await().until(() -> delivery("secret").lastAnswer().isPresent());
    assertThat(delivery("secret").lastAnswer().orElseThrow()).contains("which is not public");
    assertThat(CALLS).isEmpty();
  }

  @Test
  void receiver_thatIsGoneOrFailsForDays_isGivenUpAndCanBeToldAgain() {
    answer = call -> 410;
    publish("gone", "finding.opened", "a");
    await().until(() -> state("gone") == State.GIVEN_UP);
    answer = call -> 500;
    publish("late", "finding.opened", "b");
    await().until(() -> delivery("late").lastAnswer().isPresent());
    clock.forward(Duration.ofHours(73));
    courier.look();
    await().until(() -> state("late") == State.GIVEN_UP);
    answer = call -> 200;
    assertThat(webhooks.replay("late", "here")).isTrue();
    await().until(() -> state("late") == State.DELIVERED);
    assertThat(webhooks.replay("late", "nobody")).isFalse();
    assertThat(CALLS).extracting(Call::id).containsExactly("gone", "late", "late", "late");
  }

  @Test
  void claim_ofAnInstanceThatDied_isTakenOverOnceItsTimeIsUp() {
    transactions.executeWithoutResult(
        transaction -> webhooks.publish(event("half", "finding.opened", UUID.randomUUID() + "")));
    await().until(() -> state("half") == State.DELIVERED);
    jdbc.sql(
            "update webhook_delivery set state = 'WAITING', done_at = null, next_at = ? where"
                + " event_id = 'half'")
        .param(clock.instant().plusSeconds(32).atOffset(ZoneOffset.UTC))
        .update();
    courier.look();
    assertThat(CALLS).hasSize(1);
    clock.forward(Duration.ofSeconds(33));
    courier.look();
    await().until(() -> state("half") == State.DELIVERED);
    assertThat(CALLS).hasSize(2);
  }

  private void publish(String id, String type, String key) {
    transactions.executeWithoutResult(transaction -> webhooks.publish(event(id, type, key)));
  }

  private WebhookEvent event(String id, String type, String key) {
    return new WebhookEvent(id, type, key, clock.instant(), "{\"n\": 1}");
  }

  private Delivery delivery(String id) {
    return webhooks.latest(100).stream()
        .filter(one -> one.eventId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private State state(String id) {
    return delivery(id).state();
  }

  private int attempts(String id) {
    return delivery(id).attempts();
  }

  /** The module, a database and one secret. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = "io.countersign.webhooks",
      excludeFilters = @Filter(SpringBootConfiguration.class))
  @ConfigurationPropertiesScan("io.countersign.webhooks")
  static class Slice {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    Secrets secrets() {
      return name -> name.equals("webhook") ? Optional.of(SECRET) : Optional.empty();
    }
  }
}
