package io.countersign.ledger.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * Asks one time-stamp authority over HTTP (RFC 3161 section 3.4), and believes its answer only once
 * it is checked. Safe for use by several threads.
 */
public final class TimestampClient {
  /** Largest answer that is read, in bytes; real ones have some thousand. */
  public static final int MAX_ANSWER = 65_536;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BITS = 64;

  private final HttpClient http;
  private final URI authority;
  private final TimestampAuthorities trusted;
  private final Optional<String> policy;
  private final Duration patience;

  /**
   * A client.
   *
   * @param authority where requests are posted
   * @param trusted answers of others are refused
   * @param policy object identifier of the policy to ask for; empty for the authority's own
   * @param patience how long one request may take, headers and body together
   */
  public TimestampClient(
      HttpClient http,
      URI authority,
      TimestampAuthorities trusted,
      Optional<String> policy,
      Duration patience) {
    this.http = http;
    this.authority = authority;
    this.trusted = trusted;
    this.policy = policy;
    this.patience = patience;
  }

  /** A response that was checked, and what it states. */
  public record Stamped(byte[] response, Timestamp.Valid timestamp) {}

  /**
   * Has a text stamped.
   *
   * @throws IOException if the authority cannot be reached, refuses, or answers with anything but a
   *     valid time-stamp of this text for this request: nothing is stamped then
   */
  public Stamped stamp(byte[] text) throws IOException, InterruptedException {
    TimeStampRequest request = request(text);
    byte[] body = post(request.getEncoded());
    requireAnswers(request, body);
    return switch (trusted.check(body, text)) {
      case Timestamp.Valid valid -> new Stamped(body, valid);
      case Timestamp.Untrusted untrusted -> throw refused(untrusted.why());
      case Timestamp.Wrong wrong -> throw refused(wrong.why());
    };
  }

  private IOException refused(String why) {
    return new IOException("%s gave no time-stamp: %s".formatted(authority, why));
  }

  private TimeStampRequest request(byte[] text) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    policy.ifPresent(generator::setReqPolicy);
    try {
      byte[] imprint = MessageDigest.getInstance("SHA-256").digest(text);
      return generator.generate(TSPAlgorithms.SHA256, imprint, new BigInteger(NONCE_BITS, RANDOM));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Nonce, policy and imprint are those of the request. */
  private void requireAnswers(TimeStampRequest request, byte[] body) throws IOException {
    try {
      new TimeStampResponse(body).validate(request);
    } catch (TSPException | IOException | RuntimeException e) {
      throw refused("its answer is not to this request: " + e.getMessage());
    }
  }

  private byte[] post(byte[] request) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(authority)
            .timeout(patience)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      requireReply(response);
      return response.body();
    } catch (TimeoutException e) {
      throw refused("no answer within %d ms".formatted(patience.toMillis()));
    } catch (ExecutionException e) {
      throw refused(String.valueOf(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private void requireReply(HttpResponse<byte[]> response) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("no content type");
    if (response.statusCode() != 200 || !type.startsWith("application/timestamp-reply")) {
      throw refused("it answered %d with %s".formatted(response.statusCode(), type));
    }
  }
}
