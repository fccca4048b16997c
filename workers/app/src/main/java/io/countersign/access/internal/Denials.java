package io.countersign.access.internal;

import java.net.URI;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns denials into problem details (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // Pages say it in their own way.
class Denials {

  private static final URI FORBIDDEN = URI.create("urn:countersign:problem:forbidden");

  @ExceptionHandler
  ProblemDetail onDenied(Denied denied) {
    String detail = String.valueOf(denied.getMessage());
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, detail);
    problem.setType(FORBIDDEN);
    problem.setProperty("code", "Forbidden");
    problem.setProperty("problems", List.of(detail));
    return problem;
  }
}
