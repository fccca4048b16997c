package io.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against answers as the server gives them, over real HTTP. */
class CountersignClientTest {

  private static final UUID ID = UUID.fromString("0b0e8f0e-9b8f-4c60-9d0e-6b7b0a1d5a11");
  private static final Ask ASK =
      Ask.of("postgres.role.grant", Map.of("role", "analyst"), Map.of("window", "PT30M"), "Report");

  private record Answer(int status, String retryAfter, String body) {}

  private record Heard(String method, String path, String key, String token, String body) {}

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Heard> heard = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;
  private CountersignClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    client =
        new CountersignClient(
            new Calls(HttpClient.newHttpClient(), base, () -> "secret", 3, pauses::add));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    heard.add(
        new Heard(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Answer answer = answers.remove();
    if (answer.status() == 0) {
      exchange.close();
      return;
    }
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String action(String state) {
    return """
    {"id":"%s","actionDigest":"sha256:00","title":"Grant it.","effect":"postgres.role.grant",
     "environment":"production","target":{"role":"analyst"},"parameters":{"window":"PT30M"},
     "reason":"Report","requestedBy":"bot","modifiedBy":[],"breakGlass":false,
     "reversible":true,"executeBefore":"2026-11-24T09:00:00Z","state":"%s","verdict":"approved",
     "approvedBy":["grace"],"receipt":{"role":"analyst","granted":true},
     "requestedAt":"2026-11-23T09:00:00Z","endsAt":"2026-11-23T09:40:00Z","newField":[1]}
    """
        .formatted(ID, state);
  }

  @Test
  void request_isAnAuthenticatedPostUnderAKey() {
    answers.add(new Answer(202, "", action("REQUESTED")));
    Action action = client.request(ASK, "k-1");
    assertThat(action.id()).isEqualTo(ID);
    assertThat(action.state().isSettled()).isFalse();
    Heard call = heard.getFirst();
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /api/v1/actions");
    assertThat(call.key()).isEqualTo("k-1");
    assertThat(call.token()).isEqualTo("Bearer secret");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Map.of(
                "effect",
                "postgres.role.grant",
                "target",
                Map.of("role", "analyst"),
                "parameters",
                Map.of("window", "PT30M"),
                "reason",
                "Report"));
  }

  @Test
  void request_whileTheServerIsBusy_isMadeAgainWhenItSaysUnderTheSameKey() {
    answers.add(new Answer(429, "7", "{}"));
    answers.add(new Answer(503, "", "{}"));
    answers.add(new Answer(202, "", action("REQUESTED")));
    client.request(ASK);
    assertThat(heard).hasSize(3).extracting(Heard::key).containsOnly(heard.getFirst().key());
    assertThat(pauses).first().isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void request_whoseAnswerIsLost_isMadeAgainUnderTheSameKey() {
    answers.add(new Answer(0, "", ""));
    answers.add(new Answer(409, "1", "{}"));
    answers.add(new Answer(202, "", action("REQUESTED")));
    client.request(ASK, "k-2");
    assertThat(heard).extracting(Heard::key).containsOnly("k-2");
  }

  @Test
  void request_busyForTooLong_isGivenUp() {
    for (int i = 0; i < 3; i++) {
      answers.add(
          new Answer(429, "3600", "{\"code\":\"TooManyRequests\",\"problems\":[\"Wait.\"]}"));
    }
    assertThatThrownBy(() -> client.request(ASK))
        .isInstanceOfSatisfying(
            CountersignException.class,
            fault -> {
              assertThat(fault.code()).isEqualTo("TooManyRequests");
              assertThat(fault.problems()).containsExactly("Wait.");
            });
    assertThat(pauses).containsOnly(Duration.ofSeconds(30));
  }

  @Test
  void request_rejected_isNotMadeAgain() {
    answers.add(
        new Answer(422, "", "{\"code\":\"ActionRejected\",\"problems\":[\"No such role.\"]}"));
    assertThatThrownBy(() -> client.request(ASK))
        .isInstanceOf(CountersignException.class)
        .hasMessageContaining("No such role.")
        .extracting(fault -> ((CountersignException) fault).status())
        .isEqualTo(422);
    assertThat(heard).hasSize(1);
  }

  @Test
  void awaitOutcome_pollsLongUntilItIsSettled() {
    answers.add(new Answer(200, "", action("IN_REVIEW")));
    answers.add(new Answer(200, "", action("A_STATE_OF_THE_FUTURE")));
    answers.add(new Answer(200, "", action("ACTIVE")));
    Action action = client.awaitOutcome(ID, Duration.ofMinutes(5));
    assertThat(action.state()).isEqualTo(Action.State.ACTIVE);
    assertThat(action.approvedBy()).containsExactly("grace");
    assertThat(action.receipt()).containsEntry("granted", true);
    assertThat(action.endsAt()).isPresent();
    assertThat(heard).extracting(Heard::path).containsOnly("/api/v1/actions/" + ID + "?wait=25s");
  }

  @Test
  void awaitOutcome_withoutPatience_saysHowItStands() {
    answers.add(new Answer(200, "", action("IN_REVIEW")));
    assertThat(client.awaitOutcome(ID, Duration.ZERO).state().isSettled()).isFalse();
  }

  @Test
  void list_goesFromPageToPage() {
    answers.add(new Answer(200, "", "{\"items\":[" + action("DONE") + "],\"next\":\"a_b\"}"));
    answers.add(new Answer(200, "", "{\"items\":[]}"));
    Page<Action> first = client.list(1, Optional.empty());
    assertThat(first.items()).hasSize(1);
    assertThat(client.list(1, first.next()).next()).isEmpty();
    assertThat(heard.getLast().path()).isEqualTo("/api/v1/actions?limit=1&cursor=a_b");
  }

  @Test
  void preview_effects_withdraw_return_areTheirCalls() {
    answers.add(
        new Answer(
            200,
            "",
            "{\"title\":\"T\",\"preview\":{\"exact\":[\"GRANT\"],\"warnings\":[]},"
                + "\"ruling\":\"review\",\"why\":[\"Because.\"]}"));
    answers.add(
        new Answer(
            200,
            "",
            "{\"items\":[{\"type\":\"x\",\"target\":[{\"name\":\"t\",\"required\":true,"
                + "\"description\":\"d\"}],\"parameters\":[]}]}"));
    answers.add(new Answer(200, "", action("REFUSED")));
    answers.add(new Answer(200, "", action("REVERTED")));
    assertThat(client.preview(ASK).exact()).containsExactly("GRANT");
    assertThat(client.effects().getFirst().target().getFirst().required()).isTrue();
    assertThat(client.withdraw(ID).state()).isEqualTo(Action.State.REFUSED);
    assertThat(client.giveBack(ID).state()).isEqualTo(Action.State.REVERTED);
  }

  @Test
  void answer_thatIsNoJson_saysSo() {
    answers.add(new Answer(200, "", "<html>"));
    assertThatThrownBy(() -> client.get(ID))
        .isInstanceOf(CountersignException.class)
        .hasMessageContaining("is this Countersign?");
  }
}
