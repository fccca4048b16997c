package io.countersign.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Traits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests over real sockets: what is sealed is what is sent, and the answer decides. */
class HttpRequestTest {

  private final Site site = Site.open().secret("api-token", "hunter2").secret("other", "s3cret");

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  @Test
  void execute_sealedRequest_isSentAsPreviewed() throws Exception {
    EffectRequest request =
        Site.ask(
            site.url("/v1/a%2Fb/?q=1%20&r=x"),
            "method",
            "POST",
            "header.Authorization",
            "Bearer ${secret:api-token}",
            "header.Content-Type",
            "application/json",
            "body",
            "{\"name\":\"ünï\"}");
    HttpRequest requests = site.requests();
    assertThat(requests.problems(request)).isEmpty();
    String previewed = requests.preview(request).exact().getFirst();
    assertThat(previewed).contains("${secret:api-token}").doesNotContain("hunter2");

    EffectReceipt receipt = requests.execute(request, (done, total) -> {});

    String sent = site.received.getFirst();
    assertThat(sent).startsWith("POST /v1/a%2Fb/?q=1%20&r=x HTTP/1.1\r\n");
    assertThat(sorted(sent))
        .isEqualTo(
            sorted(
                previewed
                    .replace("${secret:api-token}", "hunter2")
                    .replace("(id of the execution)", request.executionId().toString())
                    .replace("\n", "\r\n")));
    assertThat(receipt.facts())
        .containsEntry("status", 200)
        .containsEntry("responseBytes", 2L)
        .containsEntry(
            "responseSha256", "2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df")
        .containsEntry("address", "127.0.0.1");
    assertThat(site.received).hasSize(1);
  }

  @Test
  void execute_answersOutsideWhatWasExpected_areToldApart() {
    Map<Integer, String> expected = new HashMap<>();
    for (int status : List.of(400, 401, 403, 404, 409, 422)) {
      expected.put(status, "RequestRefused NONE");
    }
    expected.put(429, "TooManyRequests RETRY");
    for (int status : List.of(301, 307, 308)) {
      expected.put(status, "Redirected NONE");
    }
    for (int status : List.of(302, 303, 304, 408, 500, 502, 503, 504)) {
      expected.put(status, "unknown");
    }
    expected.forEach(
        (status, outcome) -> {
          site.replies(
              (head, body, out) ->
                  out.write(Site.response(status, "", "Location: " + site.url("/elsewhere"))));
          Throwable thrown =
              catchThrowable(() -> execute(Site.ask(site.url("/"), "method", "POST")));
          assertThat(thrown instanceof EffectException e ? e.code() + " " + e.remedy() : "unknown")
              .as("status %s", status)
              .isEqualTo(outcome);
          assertThat(thrown).hasMessageContaining(Integer.toString(status));
        });
    assertThat(site.received).noneMatch(text -> text.contains("/elsewhere"));
    assertThat(site.received).hasSize(expected.size());
  }

  @Test
  void execute_expectedCodesSealed_decide() throws Exception {
    site.replies(Site.answering(404, "gone"));
    EffectRequest request = Site.ask(site.url("/"), "method", "DELETE", "expect", "200-299,404");
    assertThat(execute(request).facts()).containsEntry("status", 404);
    assertThat(site.received.getFirst()).doesNotContain("Content-Length");

    site.replies(Site.answering(202, ""));
    assertThat(
            catchThrowable(
                () -> execute(Site.ask(site.url("/"), "method", "POST", "expect", "200"))))
        .isNotInstanceOf(EffectException.class);
  }

  @Test
  void execute_serverEchoesSecrets_leaksNothing() {
    Site.Reply echo =
        (head, body, out) ->
            out.write(
                ("HTTP/1.1 500 hunter2\r\nX-Echo: hunter2\r\nContent-Length: 7\r\n\r\nhunter2")
                    .getBytes(StandardCharsets.UTF_8));
    Site.Reply garbage =
        (head, body, out) ->
            out.write("hunter2 is no HTTP\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    for (Site.Reply reply : List.of(echo, garbage)) {
      site.replies(reply);
      Throwable thrown = catchThrowable(() -> execute(withSecret()));
      assertThat(thrown).isNotInstanceOf(EffectException.class);
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        assertThat(t.toString()).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void execute_serverEchoesSecretsWithSuccess_receiptHasDigestsOnly() throws Exception {
    site.replies(Site.answering(200, "your token is hunter2"));
    assertThat(execute(withSecret()).toString()).doesNotContain("hunter2");
  }

  @Test
  void execute_connectionRefused_isNotSentAndCanBeTriedAgain() throws Exception {
    EffectRequest request = Site.ask(site.url("/"), "method", "POST");
    site.close();
    refused(request, "ConnectionFailed", Remedy.RETRY);
  }

  @Test
  void execute_noAnswer_isUnknown() {
    site.replies((head, body, out) -> {});
    assertThat(catchThrowable(() -> execute(Site.ask(site.url("/"), "method", "POST"))))
        .isInstanceOf(Exchange.Unanswered.class);
    assertThat(site.received).hasSize(1);
  }

  @Test
  void execute_answerDripsForever_endsInTime() {
    site.set("timeout", "PT1S");
    site.replies(
        (head, body, out) -> {
          while (true) {
            out.write('H');
            out.flush();
            LockSupport.parkNanos(50_000_000);
          }
        });
    assertThat(catchThrowable(() -> execute(Site.ask(site.url("/"), "method", "POST"))))
        .isInstanceOf(Exchange.Unanswered.class);
  }

  @Test
  void execute_bodyDripsForever_countsTheStatus() throws Exception {
    site.set("timeout", "PT1S");
    site.replies(
        (head, body, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(50_000_000);
          }
        });
    assertThat(execute(Site.ask(site.url("/"), "method", "POST")).facts())
        .containsEntry("responseComplete", false);
  }

  @Test
  void execute_giantAnswers_areCutOff() throws Exception {
    byte[] chunk = new byte[65_536];
    Arrays.fill(chunk, (byte) 'x');
    site.replies(
        (head, body, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          while (true) {
            out.write(chunk);
          }
        });
    assertThat(execute(Site.ask(site.url("/"), "method", "POST")).facts())
        .containsEntry("responseBytes", 1L << 20)
        .containsEntry("responseComplete", false);

    site.replies(
        (head, body, out) -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.UTF_8));
          while (true) {
            out.write(chunk);
          }
        });
    assertThat(catchThrowable(() -> execute(Site.ask(site.url("/"), "method", "POST"))))
        .isInstanceOf(Exchange.Unanswered.class);
  }

  @Test
  void execute_packedAnswer_isNotUnpacked() throws Exception {
    site.replies(
        (head, body, out) ->
            out.write(Site.response(200, "not really gzip", "Content-Encoding: gzip")));
    assertThat(execute(Site.ask(site.url("/"), "method", "POST")).facts())
        .containsEntry("responseBytes", 15L);
    assertThat(site.received.getFirst()).doesNotContain("Accept-Encoding", "Cookie", "Upgrade");
  }

  @Test
  void execute_privateAddress_isRefusedUnlessAllowed() throws Exception {
    site.set(0, "allow-private", "false");
    EffectRequest request = Site.ask(site.url("/"), "method", "POST");
    refused(request, "AddressNotAllowed", Remedy.OPERATOR);
    for (String host : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost")) {
      site.set(0, "host", host + ":" + site.port());
      String url = "http://" + host + ":" + site.port() + "/";
      EffectException refusal =
          catchThrowableOfType(
              EffectException.class, () -> execute(Site.ask(url, "method", "POST")));
      assertThat(refusal.code()).as(host).isIn("AddressNotAllowed", "RequestNotAllowed");
    }
    assertThat(site.received).isEmpty();
  }

  @Test
  void execute_nameChangesItsMindAfterTheCheck_isAskedOnceAndPinned() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Resolver rebinding =
        host ->
            List.of(
                InetAddress.getByName(
                    asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
    site.host(0, "api.example.org:" + site.port(), "http");
    String url = "http://api.example.org:" + site.port() + "/";
    EffectReceipt receipt =
        site.requests(rebinding).execute(Site.ask(url, "method", "POST"), (done, total) -> {});
    assertThat(asked).hasValue(1);
    assertThat(receipt.facts()).containsEntry("address", "127.0.0.1");
    assertThat(site.received.getFirst()).contains("Host: api.example.org:" + site.port());

    EffectException refusal =
        catchThrowableOfType(
            EffectException.class,
            () -> site.requests(rebinding).execute(Site.ask(url, "method", "POST"), (d, t) -> {}));
    assertThat(refusal.code()).isEqualTo("AddressNotAllowed");
    assertThat(site.received).hasSize(1);
  }

  @Test
  void execute_oneOfSeveralAddressesForbidden_isRefused() {
    Resolver mixed =
        host ->
            List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("169.254.169.254"));
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class,
            () ->
                site.requests(mixed)
                    .execute(Site.ask(site.url("/"), "method", "POST"), (d, t) -> {}));
    assertThat(refusal.code()).isEqualTo("AddressNotAllowed");
    assertThat(site.received).isEmpty();
  }

  @Test
  void execute_nameUnknown_canBeTriedAgain() {
    Resolver none =
        host -> {
          throw new UnknownHostException(host);
        };
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class,
            () ->
                site.requests(none)
                    .execute(Site.ask(site.url("/"), "method", "POST"), (d, t) -> {}));
    assertThat(refusal.code()).isEqualTo("HostUnknown");
    assertThat(refusal.remedy()).isEqualTo(Remedy.RETRY);
  }

  @Test
  void problems_secretNotForThisHost_isRefusedWhereverItStands() {
    for (String where : List.of("header.X", "body", "revert.body", "check.header.X")) {
      EffectRequest request =
          Site.ask(
              site.url("/"),
              "method",
              "POST",
              "revert.method",
              "POST",
              "check.url",
              site.url("/"),
              where,
              "${secret:other}");
      assertThat(problems(request)).as(where).singleElement().asString().contains("'other'");
      refused(request, "RequestNotAllowed", Remedy.NONE);
    }
    assertThat(site.received).isEmpty();
  }

  @Test
  void execute_secretMissingOrUnusable_isNotSent() {
    EffectRequest request = withSecret();
    site.secret("api-token", "two\r\nlines: x");
    refused(request, "SecretUnusable", Remedy.OPERATOR);
    Site bare = Site.open();
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class,
            () ->
                bare.requests()
                    .execute(
                        Site.ask(bare.url("/"), "method", "POST", "body", "${secret:api-token}"),
                        (d, t) -> {}));
    assertThat(refusal.code()).isEqualTo("SecretMissing");
    assertThat(site.received).isEmpty();
    assertThat(bare.received).isEmpty();
  }

  @Test
  void execute_secretThatLooksLikeAReference_isNotResolvedAgain() throws Exception {
    site.secret("api-token", "${secret:other}");
    execute(withSecret());
    assertThat(site.received.getFirst()).contains("${secret:other}").doesNotContain("s3cret");
  }

  @Test
  void problems_headersThatCannotBe_areNamed() {
    for (String name :
        List.of(
            "Host",
            "content-length",
            "Transfer-Encoding",
            "Connection",
            "Upgrade",
            "TE",
            "Proxy-Authorization",
            "Idempotency-Key",
            "Expect",
            "a b",
            "a:b",
            "ü",
            "X\r\nY")) {
      assertThat(problems(Site.ask(site.url("/"), "method", "POST", "header." + name, "v")))
          .as(name)
          .hasSize(1);
    }
    for (String value : List.of("a\r\nX: y", "a\nb", "a\0b", "ü", " a", "a ")) {
      assertThat(problems(Site.ask(site.url("/"), "method", "POST", "header.X", value)))
          .as(value)
          .hasSize(1);
    }
    assertThat(
            problems(Site.ask(site.url("/"), "method", "POST", "header.X", "a", "header.x", "b")))
        .hasSize(1);
    assertThat(problems(Site.ask(site.url("/"), "method", "GET", "body", "x"))).hasSize(1);
    assertThat(problems(Site.ask(site.url("/"), "method", "POST", "body", "${secret:}")))
        .hasSize(1);
  }

  @Test
  void problems_windowAndPartsThatMeanNothing_areNamed() {
    String url = site.url("/");
    assertThat(problems(Site.ask(url, "method", "POST", "window", "PT1H")))
        .singleElement()
        .asString()
        .contains("revert.method");
    assertThat(
            problems(Site.ask(url, "method", "POST", "window", "PT0S", "revert.method", "DELETE")))
        .hasSize(1);
    assertThat(problems(Site.ask(url, "method", "POST", "window", "PTX"))).hasSize(1);
    assertThat(problems(Site.ask(url, "method", "POST", "revert.body", "x"))).hasSize(1);
    assertThat(problems(Site.ask(url, "method", "POST", "check.expect", "200"))).hasSize(1);
    assertThat(
            problems(
                Site.ask(
                    url, "method", "POST", "revert.method", "PUT", "revert.url", "http://other/")))
        .singleElement()
        .asString()
        .contains("http://other");
    assertThat(problems(Site.ask("http://other/", "method", "POST"))).hasSize(1);
  }

  @Test
  void verify_onlyTheSealedCheckCanTell() {
    assertThat(verify(Site.ask(site.url("/"), "method", "POST")))
        .isInstanceOf(Occurrence.CannotTell.class);
    EffectRequest checked =
        Site.ask(
            site.url("/"),
            "method",
            "POST",
            "check.url",
            site.url("/state"),
            "check.absent",
            "404",
            "check.header.Authorization",
            "${secret:api-token}");
    assertThat(verify(checked)).isInstanceOf(Occurrence.Happened.class);
    assertThat(site.received.getFirst()).startsWith("GET /state ").contains("hunter2");
    site.replies(Site.answering(404, ""));
    assertThat(verify(checked)).isInstanceOf(Occurrence.NotHappened.class);
    site.replies(Site.answering(403, ""));
    assertThat(verify(checked)).isInstanceOf(Occurrence.CannotTell.class);
    site.replies((head, body, out) -> {});
    assertThat(catchThrowable(() -> verify(checked))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void revert_sealedRequest_isSentAndAnswersAreToldApart() throws Exception {
    EffectRequest request =
        Site.ask(
            site.url("/grants"),
            "method",
            "POST",
            "window",
            "PT1H",
            "revert.method",
            "DELETE",
            "revert.url",
            site.url("/grants/1"));
    assertThat(site.requests().traits(request))
        .isEqualTo(new Traits(true, Optional.of(Duration.ofHours(1)), "partner"));
    site.requests().revert(request);
    assertThat(site.received.getFirst())
        .startsWith("DELETE /grants/1 ")
        .contains("Idempotency-Key: " + request.executionId() + "-revert");
    site.replies(Site.answering(404, ""));
    site.requests().revert(request);
    site.replies(Site.answering(403, ""));
    assertThat(revertFailure(request))
        .isInstanceOfSatisfying(
            EffectException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.OPERATOR));
    site.replies(Site.answering(429, ""));
    assertThat(revertFailure(request))
        .isInstanceOfSatisfying(
            EffectException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.RETRY));
    site.replies(Site.answering(500, ""));
    assertThat(revertFailure(request)).isInstanceOf(IllegalStateException.class);
    assertThat(revertFailure(Site.ask(site.url("/"), "method", "POST")))
        .isInstanceOfSatisfying(
            EffectException.class, e -> assertThat(e.code()).isEqualTo("NotReversible"));
  }

  @Test
  void preview_warnsOfWhatAReviewerMustNotMiss() throws Exception {
    var preview = site.requests().preview(Site.ask(site.url("/"), "method", "POST"));
    assertThat(String.join(" ", preview.warnings()))
        .contains("without encryption", "take it back", "find out whether it happened");
    assertThat(preview.reach())
        .containsEntry("host", "localhost:" + site.port())
        .containsEntry("secrets sent", "none");
    assertThat(preview.reach().get("addresses now")).contains("127.0.0.1");
    assertThat(site.received).isEmpty();
  }

  @Test
  void widenings_onlyAShorterWindowIsNarrower() {
    HttpRequest requests = site.requests();
    EffectRequest hour = windowed("PT1H", "/");
    assertThat(requests.widenings(hour, windowed("PT5M", "/"))).isEmpty();
    assertThat(requests.widenings(hour, windowed("PT2H", "/"))).hasSize(1);
    assertThat(requests.widenings(hour, windowed("PT1H", "/other"))).hasSize(1);
    assertThat(
            requests.widenings(
                hour, Site.ask(site.url("/"), "method", "PUT", "revert.method", "DELETE")))
        .hasSize(2);
    assertThat(requests.describe(hour)).contains("POST " + site.url("/"), "1 hour");
  }

  private EffectRequest windowed(String window, String path) {
    return Site.ask(site.url(path), "method", "POST", "window", window, "revert.method", "DELETE");
  }

  private EffectRequest withSecret() {
    return Site.ask(site.url("/"), "method", "POST", "header.X-Token", "${secret:api-token}");
  }

  private Throwable revertFailure(EffectRequest request) {
    return catchThrowable(() -> site.requests().revert(request));
  }

  private List<String> problems(EffectRequest request) {
    return site.requests().problems(request);
  }

  private Occurrence verify(EffectRequest request) {
    return site.requests().verify(request);
  }

  private EffectReceipt execute(EffectRequest request) throws EffectException {
    return site.requests().execute(request, (done, total) -> {});
  }

  private void refused(EffectRequest request, String code, Remedy remedy) {
    EffectException refusal = catchThrowableOfType(EffectException.class, () -> execute(request));
    assertThat(refusal).as("it was not refused").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.remedy()).isEqualTo(remedy);
  }

  private static List<String> sorted(String message) {
    return Arrays.stream(message.split("\r\n", -1)).sorted().toList();
  }
}
