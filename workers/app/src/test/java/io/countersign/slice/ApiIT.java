package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.Payloads;
import io.countersign.requests.RequestDesk;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.AtOnce;
import io.countersign.testing.DatabaseScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What holds for every call of the API. */
class ApiIT extends ApiSlice {

  private static final String ACTIONS = "/api/v1/actions";

  @Autowired private RequestDesk requests;
  @Autowired private Payloads payloads;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"effect\":\"test.switch\",\"effect\":\"x\"} | key twice",
        "{\"effect\":\"test.switch\",\"colour\":\"red\"} | 'colour' means nothing here",
        "{\"effect\":\"test.switch\",\"requestedBy\":\"grace\"} | 'requestedBy' means nothing",
        "{\"effect\":5} | 'effect' is not of the kind",
        "{\"effect\":\"x\",\"target\":[]} | 'target' is not of the kind",
        "{\"effect\":\"x\",\"breakGlass\":\"true\"} | 'breakGlass' is not of the kind",
        "{\"effect\":\"a\\u0000b\"} | NUL",
        "{\"effect\":\"a\\ud800\"} | half of a character",
        "{\"effect\":\"x\"} {} | goes on after",
        "{\"effect\": | not JSON",
        "`` | not the JSON",
        "[] | not the JSON",
        "{} | 'effect' is missing",
      },
      delimiter = '|')
  void body_thatCanBeMisread_isRefusedNamingThePlace(String body, String says) {
    long before = count("action_request");
    Answer answer = post("ada", ACTIONS, body == null ? "" : body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.isProblem()).as(answer.text()).isTrue();
    assertThat(answer.json().path("type").asString())
        .isEqualTo("urn:countersign:problem:malformed");
    assertThat(answer.json().path("detail").asString()).contains(says);
    assertThat(count("action_request")).isEqualTo(before);
  }

  @Test
  void body_tooDeep_isRefused() {
    Answer answer = post("ada", ACTIONS, "[".repeat(100_000));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("deeper than 32");
  }

  @Test
  void body_tooLarge_isRefusedWithoutBeingKept() {
    String huge = "{\"effect\":\"" + "x".repeat(3 << 20) + "\"}";
    Answer announced = post("ada", ACTIONS, huge);
    assertThat(announced.status()).isEqualTo(413);
    assertThat(announced.isProblem()).isTrue();
  }

  @Test
  void body_notUtf8_isRefused() {
    byte[] latin = "{\"effect\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Answer answer =
        send(
            as("ada", ACTIONS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("not UTF-8");
  }

  @Test
  void faultsOfTheProtocol_areProblemsToo() throws IOException {
    assertThat(get("ada", "/api/v1/nowhere").status()).isEqualTo(404);
    assertThat(get("ada", "/api/v1/nowhere").isProblem()).isTrue();
    Answer method = send(as("ada", ACTIONS).method("PATCH", BodyPublishers.noBody()));
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.isProblem()).isTrue();
    assertThat(method.header("Allow")).contains("GET", "POST");
    Answer type =
        send(
            as("ada", ACTIONS)
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<a/>")));
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.isProblem()).isTrue();
    assertThat(get("ada", ACTIONS + "/5").isProblem()).isTrue();
    assertThat(get("ada", ACTIONS + "?cursor=zzz").status()).isEqualTo(400);
    assertThat(get("ada", ACTIONS, "Accept", "image/png").isProblem()).isTrue();
    assertThat(raw("GET /api/v1/actions/%00 HTTP/1.1")).contains(" 400 ", "problem+json");
    assertThat(raw("GET /api/v1//actions/..;/x HTTP/1.1")).contains(" 400 ", "problem+json");
    assertThat(raw("GET /api/v1/<> HTTP/1.1")).contains(" 400 ", "problem+json");
  }

  /** What a client would not send. */
  private String raw(String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String head =
          line
              + "\r\nHost: x\r\nAuthorization: Bearer "
              + token("ada")
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void unknownCaller_isToldWhereTokensComeFrom() {
    Answer answer = send(HttpRequest.newBuilder(url(ACTIONS)));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.isProblem()).isTrue();
    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer")
        .contains("resource_metadata=", "/.well-known/oauth-protected-resource");
    Answer wrong =
        send(HttpRequest.newBuilder(url(ACTIONS)).header("Authorization", "Bearer s3cret"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text() + wrong.headers()).doesNotContain("s3cret");
  }

  @Test
  void post_sameKeySameBody_isAnsweredOnceAndTheSame() {
    String key = UUID.randomUUID().toString();
    String body = lamp();
    Answer first = post("ada", ACTIONS, body, "Idempotency-Key", key);
    Answer second = post("ada", ACTIONS, body, "Idempotency-Key", key);
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void post_underAKey_keepsItsAnswerSealedUntilTheActionIsErased() {
    String mark = "because of " + UUID.randomUUID();
    String body = lamp().replace("To see more", mark);
    String key = UUID.randomUUID().toString();
    UUID action =
        UUID.fromString(
            post("ada", ACTIONS, body, "Idempotency-Key", key).json().path("id").asString());
    Answer preview =
        post("ada", ACTIONS + "/preview", body, "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(post("ada", ACTIONS, body, "Idempotency-Key", key).text()).contains(mark);
    assertThat(DatabaseScan.of(jdbc).tablesWith(mark)).isEmpty();
    long asked = count("action_request");

    erase(action, mark);

    Answer again = post("ada", ACTIONS, body, "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.isProblem()).isTrue();
    assertThat(again.text()).doesNotContain(mark);
    assertThat(count("action_request")).isEqualTo(asked);
    assertThat(
            jdbc.sql(
                    "select sealed from countersign.idempotent_request where actions @> array[?::uuid]")
                .param(action.toString())
                .query(String.class)
                .list())
        .containsExactly(Payloads.ERASED);
  }

  /** What an erasure does to the database; the desk for it is not in this slice. */
  private void erase(UUID action, String words) {
    String rest =
        requests.find(action).orElseThrow().action().canonical().replace(words, "(erased)");
    jdbc.sql(
            """
            insert into countersign.erasure (id, action_id, erased_by, rule, reason, parameters,
              remaining, texts, erased_at)
            values (?, ?, 'grace', 'gdpr-17', 'none', '{}', ?, 1, now())
            """)
        .params(UUID.randomUUID(), action, CanonicalJson.digest(rest))
        .update();
    jdbc.sql("select countersign.erase_payload(?, ?)")
        .params(action, payloads.sealRemaining(action, "canonical", rest))
        .query(Integer.class)
        .single();
    payloads.destroy(action);
  }

  @Test
  void post_sameKeyOtherBody_isRefused() {
    String key = UUID.randomUUID().toString();
    post("ada", ACTIONS, lamp(), "Idempotency-Key", key);
    Answer other = post("ada", ACTIONS, lamp(), "Idempotency-Key", key);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().path("code").asString()).isEqualTo("IdempotencyKeyReused");
  }

  @Test
  void post_sameKeyOtherCaller_isAnotherRequest() {
    String key = UUID.randomUUID().toString();
    String body = lamp();
    String hers = post("ada", ACTIONS, body, "Idempotency-Key", key).json().path("id").asString();
    Answer his = post("grace", ACTIONS, body, "Idempotency-Key", key);
    assertThat(his.status()).isEqualTo(202);
    assertThat(his.json().path("id").asString()).isNotEqualTo(hers);
    assertThat(his.json().path("requestedBy").asString()).isEqualTo("grace");
  }

  @Test
  void post_sameKeyAtOnce_isOneAction() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = lamp();
    long before = count("action_request");
    List<Answer> answers =
        AtOnce.run(12, n -> () -> post("ada", ACTIONS, body, "Idempotency-Key", key));
    assertThat(answers).extracting(Answer::status).containsOnly(202, 409).contains(202);
    assertThat(count("action_request")).isEqualTo(before + 1);
  }

  @Test
  void post_sameKeyAfterTheAnswerWasLost_isTheSameAction() {
    String key = UUID.randomUUID().toString();
    String body = lamp();
    Answer first = post("ada", ACTIONS, body, "Idempotency-Key", key);
    jdbc.sql("delete from countersign.idempotent_request where idempotency_key = ?")
        .param(key)
        .update();
    jdbc.sql(
            "update countersign.action_request set closed_at = now(), state = 'DONE' where"
                + " action_id = ?")
        .param(UUID.fromString(first.json().path("id").asString()))
        .update();
    Answer again = post("ada", ACTIONS, body, "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
  }

  @Test
  void post_rejectedUnderAKey_isAnsweredTheSame() {
    String key = UUID.randomUUID().toString();
    Answer first = post("ada", ACTIONS, lamp("broken"), "Idempotency-Key", key);
    Answer second = post("ada", ACTIONS, lamp("broken"), "Idempotency-Key", key);
    assertThat(first.status()).isEqualTo(422);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.isProblem()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\tb"})
  void key_thatIsNone_isRefused(String key) {
    assertThat(post("ada", ACTIONS, lamp(), "Idempotency-Key", key).status()).isEqualTo(400);
    assertThat(post("ada", ACTIONS, lamp(), "Idempotency-Key", "k".repeat(256)).status())
        .isEqualTo(400);
  }

  @Test
  void list_byPages_showsEveryEntryOnceWhileItGrows() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(post("ada", ACTIONS, lamp()).json().path("id").asString());
    }
    Set<String> seen = new HashSet<>();
    String next = "";
    do {
      JsonNode page =
          get("ada", ACTIONS + "?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next)).json();
      for (JsonNode item : page.path("items")) {
        assertThat(seen.add(item.path("id").asString())).isTrue();
      }
      post("ada", ACTIONS, lamp());
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    assertThat(seen).containsAll(made);
  }

  @Test
  void get_whatTheCallerHas_isNotSentAgain() {
    String path = ACTIONS + "/" + post("ada", ACTIONS, lamp()).json().path("id").asString();
    String tag = get("ada", path).header("ETag");
    assertThat(tag).isNotEmpty();
    Answer same = get("ada", path, "If-None-Match", tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
  }

  @Test
  void wait_forAChange_answersWhenItHappens() throws Exception {
    String id = post("ada", ACTIONS, lamp()).json().path("id").asString();
    String path = ACTIONS + "/" + id;
    String tag = get("ada", path).header("ETag");
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> get("ada", path + "?wait=25s", "If-None-Match", tag));
    requests.accept(UUID.fromString(id), UUID.randomUUID().getMostSignificantBits() >>> 1);
    await().atMost(Duration.ofSeconds(20)).until(waiting::isDone);
    assertThat(waiting.get().status()).isEqualTo(200);
    assertThat(waiting.get().json().path("state").asString()).isEqualTo("IN_REVIEW");
  }

  @Test
  void wait_inVain_answersHowItStands() {
    String path = ACTIONS + "/" + post("ada", ACTIONS, lamp()).json().path("id").asString();
    assertThat(get("ada", path + "?wait=1s").json().path("state").asString())
        .isEqualTo("REQUESTED");
    String tag = get("ada", path).header("ETag");
    assertThat(get("ada", path + "?wait=1s", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(get("ada", path + "?wait=26s").status()).isEqualTo(400);
    assertThat(get("ada", path + "?wait=soon").status()).isEqualTo(400);
  }

  @Test
  void waits_tooManyOfOneCaller_areRefusedForNow() {
    String path = ACTIONS + "/" + post("olga", ACTIONS, lamp()).json().path("id").asString();
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(CompletableFuture.supplyAsync(() -> get("olga", path + "?wait=3s")));
    }
    List<Answer> answers = waiting.stream().map(CompletableFuture::join).toList();
    assertThat(answers).filteredOn(answer -> answer.status() == 429).isNotEmpty();
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeLessThanOrEqualTo(4);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429)
        .allMatch(answer -> answer.isProblem() && answer.header("Retry-After").equals("1"));
  }

  @Test
  void events_ofAnAction_tellEveryChange() throws Exception {
    String id = post("ada", ACTIONS, lamp()).json().path("id").asString();
    HttpRequest request = as("ada", ACTIONS + "/" + id + "/events").build();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (var http = java.net.http.HttpClient.newHttpClient();
        InputStream stream =
            http.send(request, java.net.http.HttpResponse.BodyHandlers.ofInputStream()).body()) {
      Thread listener =
          Thread.startVirtualThread(
              () -> {
                try {
                  stream.transferTo(heard);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      await().until(() -> heard.toString(StandardCharsets.UTF_8).contains("\"REQUESTED\""));
      jdbc.sql(
              "update countersign.action_request set closed_at = now(), state = 'FAILED' where"
                  + " action_id = ?")
          .param(UUID.fromString(id))
          .update();
      listener.join(Duration.ofSeconds(20));
      assertThat(listener.isAlive()).isFalse();
    }
    assertThat(heard.toString(StandardCharsets.UTF_8))
        .contains("event: action\n", "\"FAILED\"")
        .endsWith("\n\n");
  }

  @Test
  void preview_saysWhatWouldComeOfIt_andStoresNothing() {
    long actions = count("sealed_action");
    long rulings = count("ruling");
    Answer answer = post("bot", ACTIONS + "/preview", lamp());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("ruling").asString()).isEqualTo("review");
    assertThat(answer.json().path("people").toString()).contains("keepers");
    assertThat(answer.json().path("preview").path("exact").toString()).isEqualTo("[\"on\"]");
    assertThat(post("bot", ACTIONS + "/preview", lamp("broken")).status()).isEqualTo(422);
    assertThat(count("sealed_action")).isEqualTo(actions);
    assertThat(count("ruling")).isEqualTo(rulings);
  }

  @Test
  void effects_areListedWithWhatTheyTake() {
    JsonNode effects = get("bot", "/api/v1/effects").json().path("items");
    List<String> types = new ArrayList<>();
    effects.forEach(effect -> types.add(effect.path("type").asString()));
    assertThat(types)
        .contains("test.switch", "dataset.export", "postgres.role.grant", "http.request")
        .doesNotContain("break-glass.acknowledge");
    assertThat(effects.toString()).contains("Name the lamp.");
  }
}
