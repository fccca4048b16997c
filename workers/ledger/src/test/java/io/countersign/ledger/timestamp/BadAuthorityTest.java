package io.countersign.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities that answer anything but what was asked. */
class BadAuthorityTest {
  private static final String TEXT = "log.example/countersign\n1\nAAAA\n";
  private static final String REPLY = "application/timestamp-reply";

  @TempDir Path temp;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private Answer answer = exchange -> {};

  private interface Answer {
    void to(HttpExchange exchange) throws Exception;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    http.close();
    threads.close();
  }

  private void expect(String message) {
    expect(message, TimestampAuthorities.none(), Duration.ofSeconds(60));
  }

  private void expect(String message, TimestampAuthorities trusted, Duration patience) {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    TimestampClient client = new TimestampClient(http, uri, trusted, Optional.empty(), patience);
    assertThatThrownBy(() -> client.stamp(TEXT.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Test
  void stamp_answeredWithHtml_isRefused() {
    answer = exchange -> send(exchange, 200, "text/html", "<p>Sign in".getBytes(UTF_8));
    expect("it answered 200 with text/html");
  }

  @Test
  void stamp_answeredWithAnError_isRefused() {
    answer = exchange -> send(exchange, 503, REPLY, new byte[] {1});
    expect("it answered 503");
  }

  @Test
  void stamp_answeredWithGarbage_isRefused() {
    answer = exchange -> send(exchange, 200, REPLY, "no DER at all".getBytes(UTF_8));
    expect("its answer is not to this request");
  }

  @Test
  void stamp_answeredWithoutEnd_isRefusedAtTheLimit() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", REPLY);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (over.getCount() > 0) {
              body.write(new byte[8_192]);
            }
          }
        };
    expect("gave no time-stamp");
  }

  @Test
  void stamp_answeredTooSlowly_isGivenUp() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", REPLY);
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(0x30);
          exchange.getResponseBody().flush();
          over.await();
        };
    expect("within 300 ms", TimestampAuthorities.none(), Duration.ofMillis(300));
  }

  @Test
  void stamp_answeredForAnotherRequest_isRefused() throws Exception {
    assumeTrue(OpensslTsa.isPossible(), "skipped: needs openssl");
    try (OpensslTsa tsa = new OpensslTsa(temp.resolve("tsa"))) {
      TimestampAuthorities trusted = TimestampAuthorities.read(tsa.issuer());
      byte[] otherNonce = tsa.reply(tsa.query(TEXT, "sha256"));
      answer = exchange -> send(exchange, 200, REPLY, otherNonce);
      expect("nonce", trusted, Duration.ofSeconds(60));

      byte[] rejection = tsa.reply(tsa.query(TEXT, "sha512"));
      answer = exchange -> send(exchange, 200, REPLY, rejection);
      expect("the authority refused (status 2)", trusted, Duration.ofSeconds(60));
    }
  }
}
