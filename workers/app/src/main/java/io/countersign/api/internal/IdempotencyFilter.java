package io.countersign.api.internal;

import io.countersign.api.internal.IdempotencyStore.Answer;
import io.countersign.api.internal.IdempotencyStore.Beginning;
import io.countersign.support.Digests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Carries out a POST with an {@code Idempotency-Key} once: the same caller, key and request get the
 * same answer; another request under the key is refused.
 *
 * <p>Answers are kept that something happened for, or that could not change. Where the call failed
 * here, was refused for the moment, or nobody was known, trying again under the same key is a first
 * try.
 */
@Component
@Order(CallFilter.FIRST + 2)
class IdempotencyFilter extends CallFilter {

  static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String FIT = "[!-~]{1,255}";
  private static final int LARGEST_ANSWER = 1 << 18;

  private final IdempotencyStore store;

  IdempotencyFilter(IdempotencyStore store) {
    this.store = store;
  }

  @Override
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    if (key == null
        || !request.getMethod().equals("POST")
        || !request.getRequestURI().startsWith("/api/")
        || !(request instanceof BodyFilter.Read read)) {
      chain.doFilter(request, response);
      return;
    }
    if (!key.matches(FIT)) {
      Problem.of(
              HttpStatus.BAD_REQUEST,
              "Malformed",
              "The Idempotency-Key has to be 1 to 255 visible ASCII characters, such as a UUID.")
          .write(response);
      return;
    }
    String caller = caller(request).orElseThrow();
    switch (store.begin(caller, key, digest(read))) {
      case Beginning.First first -> carryOut(read, response, chain, caller, key);
      case Beginning.Answered answered -> replay(answered.answer(), response);
      case Beginning.Erased erased ->
          Problem.of(
                  HttpStatus.GONE,
                  "AnswerErased",
                  "The request with this Idempotency-Key was carried out, once. Its answer was"
                      + " erased with what the action said; nothing was done now.")
              .write(response);
      case Beginning.Another another ->
          Problem.of(
                  HttpStatus.CONFLICT,
                  "IdempotencyKeyReused",
                  "This Idempotency-Key belongs to another request of yours. Choose a new one for"
                      + " every request.")
              .write(response);
      case Beginning.UnderWay underWay -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        Problem.of(
                HttpStatus.CONFLICT,
                "IdempotentRequestUnderWay",
                "The request with this Idempotency-Key is being carried out. Ask again in a"
                    + " second, with the same key.")
            .write(response);
      }
    }
  }

  private void carryOut(
      BodyFilter.Read request,
      HttpServletResponse response,
      FilterChain chain,
      String caller,
      String key)
      throws ServletException, IOException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    boolean remembered = false;
    try {
      chain.doFilter(request, kept);
      if (isFinal(kept.getStatus()) && kept.getContentSize() <= LARGEST_ANSWER) {
        String type = Objects.requireNonNullElse(kept.getContentType(), "");
        store.answered(
            caller,
            key,
            request.getRequestURI(),
            new Answer(kept.getStatus(), type, kept.getContentAsByteArray()));
        remembered = true;
      }
    } finally {
      if (!remembered) {
        store.forget(caller, key);
      }
    }
    kept.copyBodyToResponse();
  }

  private static boolean isFinal(int status) {
    return switch (HttpStatus.valueOf(status)) {
      case UNAUTHORIZED, CONFLICT, TOO_EARLY, TOO_MANY_REQUESTS -> false;
      default -> status < HttpStatus.INTERNAL_SERVER_ERROR.value();
    };
  }

  private static void replay(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setHeader(REPLAYED, "true");
    if (!answer.contentType().isEmpty()) {
      response.setContentType(answer.contentType());
    }
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  /** What makes two requests the same: where to, and what it says. */
  private static String digest(BodyFilter.Read request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String address =
        request.getRequestURI() + "?" + Objects.requireNonNullElse(request.getQueryString(), "");
    bytes.write((address.length() + " " + address).getBytes(StandardCharsets.UTF_8));
    bytes.write(request.body());
    return Digests.sha256(bytes.toByteArray());
  }
}
