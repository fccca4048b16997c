package io.countersign.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls, and makes them again while the server says that it is too busy or does not answer.
 * Safe, because every call is either a reading one or goes under the same key.
 */
final class Calls {

  private static final int UNDER_WAY = 409;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int FIRST_ERROR = 400;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  /** Waits; tests do not. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final HttpClient http;
  private final URI base;
  private final Supplier<String> token;
  private final int attempts;
  private final Pause pause;

  Calls(HttpClient http, URI base, Supplier<String> token, int attempts, Pause pause) {
    this.http = http;
    this.base = base;
    this.token = token;
    this.attempts = attempts;
    this.pause = pause;
  }

  Fields get(String path) {
    return call(path, request -> request.GET());
  }

  Fields post(String path, String json, String key) {
    return call(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Says what a request asks for. */
  private interface Shape {
    HttpRequest.Builder of(HttpRequest.Builder request);
  }

  private Fields call(String path, Shape shape) {
    for (int attempt = 1; ; attempt++) {
      @Nullable HttpResponse<String> answer = attempt(path, shape, attempt);
      if (answer != null && (!isTemporary(answer) || attempt >= attempts)) {
        return read(answer);
      }
      rest(answer, attempt);
    }
  }

  /** An answer; null when there was none and another attempt is left. */
  private @Nullable HttpResponse<String> attempt(String path, Shape shape, int attempt) {
    HttpRequest request =
        shape
            .of(
                HttpRequest.newBuilder(base.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Accept", "application/json, application/problem+json")
                    .header("User-Agent", "countersign-java/0.1")
                    .header("Authorization", "Bearer " + token.get()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      if (attempt >= attempts) {
        throw new CountersignException(
            "Nothing answers at " + base + " after " + attempts + " attempts.", e);
      }
      return null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean isTemporary(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case TOO_MANY, UNAVAILABLE -> true;
      case UNDER_WAY -> answer.headers().firstValue("Retry-After").isPresent();
      default -> false;
    };
  }

  private void rest(@Nullable HttpResponse<String> answer, int attempt) {
    Duration usual = Duration.ofMillis(250L << Math.min(attempt, 6));
    Duration asked =
        answer == null
            ? usual
            : answer.headers().firstValue("Retry-After").map(Calls::seconds).orElse(usual);
    try {
      pause.of(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Duration seconds(String text) {
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }

  private static Fields read(HttpResponse<String> answer) {
    Fields json = json(answer);
    if (answer.statusCode() < FIRST_ERROR) {
      return json;
    }
    List<String> problems = json.texts("problems");
    throw new CountersignException(
        answer.statusCode(),
        json.text("code").orElse("Status" + answer.statusCode()),
        problems.isEmpty() ? List.of(json.text("detail").orElse("No reason given.")) : problems);
  }

  private static Fields json(HttpResponse<String> answer) {
    try {
      return new Fields(answer.body().isBlank() ? null : Json.read(answer.body()));
    } catch (IllegalArgumentException e) {
      throw new CountersignException(
          answer.statusCode(), "NotJson", List.of("The answer is no JSON; is this Countersign?"));
    }
  }

  private static CountersignException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CountersignException("Interrupted.", e);
  }
}
