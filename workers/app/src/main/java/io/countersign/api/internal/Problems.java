package io.countersign.api.internal;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns faults of a request into problem details (RFC 9457). */
@RestControllerAdvice
class Problems {

  /** A request that cannot be carried out, with everything that is wrong with it. */
  static final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final List<String> problems;

    Rejected(HttpStatus status, String code, List<String> problems) {
      super(String.join(" ", problems));
      this.status = status;
      this.code = code;
      this.problems = List.copyOf(problems);
    }

    static Rejected malformed(String problem) {
      return new Rejected(HttpStatus.BAD_REQUEST, "Malformed", List.of(problem));
    }

    static Rejected notFound(String what, Object id) {
      return new Rejected(
          HttpStatus.NOT_FOUND, "NotFound", List.of("There is no " + what + " '" + id + "'."));
    }
  }

  @ExceptionHandler
  ProblemDetail onRejected(Rejected rejected) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(rejected.status, String.valueOf(rejected.getMessage()));
    problem.setProperty("code", rejected.code);
    problem.setProperty("problems", rejected.problems);
    return problem;
  }

  @ExceptionHandler
  ProblemDetail onUnreadable(HttpMessageNotReadableException unreadable) {
    return malformed("The body is not the JSON that this call takes.");
  }

  @ExceptionHandler
  ProblemDetail onMismatch(MethodArgumentTypeMismatchException mismatch) {
    return malformed("'" + mismatch.getValue() + "' is not a valid " + mismatch.getName() + ".");
  }

  private static ProblemDetail malformed(String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
    problem.setProperty("code", "Malformed");
    problem.setProperty("problems", List.of(detail));
    return problem;
  }
}
