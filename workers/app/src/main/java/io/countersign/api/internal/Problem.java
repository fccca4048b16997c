package io.countersign.api.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a call was not carried out, as problem details (RFC 9457): every answer that is no success
 * has this form.
 *
 * @param status the answer's status
 * @param code stable name, for programs
 * @param sentences what is wrong, with which value, and what to do, one sentence each
 */
record Problem(HttpStatusCode status, String code, List<String> sentences) {

  private static final String TYPES = "urn:countersign:problem:";

  Problem {
    sentences = List.copyOf(sentences);
  }

  static Problem of(HttpStatus status, String code, String sentence) {
    return new Problem(status, code, List.of(sentence));
  }

  /** The problem type, for example {@code urn:countersign:problem:not-found}. */
  static String type(String code) {
    String words = code.replace('_', '-').replaceAll("([a-z])([A-Z])", "$1-$2");
    return TYPES + words.toLowerCase(Locale.ROOT);
  }

  ResponseEntity<ProblemDetail> answer(HttpHeaders headers) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, String.join(" ", sentences));
    detail.setType(URI.create(type(code)));
    detail.setTitle(title());
    detail.setProperty("code", code);
    detail.setProperty("problems", sentences);
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  /** Answers where Spring MVC does not: in filters and for faults of the protocol. */
  void write(HttpServletResponse response) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] json = json();
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
    response.flushBuffer();
  }

  byte[] json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type(code));
    body.put("title", title());
    body.put("status", status.value());
    body.put("detail", String.join(" ", sentences));
    body.put("code", code);
    body.put("problems", sentences);
    return JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
  }

  private String title() {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null ? "Status " + status.value() : known.getReasonPhrase();
  }
}
