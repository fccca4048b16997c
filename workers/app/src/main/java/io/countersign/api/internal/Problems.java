package io.countersign.api.internal;

import io.countersign.support.Waiting;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever goes wrong with a call into a {@link Problem}. */
@RestControllerAdvice
class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int LONGEST_ECHO = 80;
  private static final HttpStatus NO_STATUS = HttpStatus.INTERNAL_SERVER_ERROR;

  /** A call that cannot be carried out, with everything that is wrong with it. */
  static final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Rejected(HttpStatus status, String code, List<String> problems) {
      super(String.join(" ", problems));
      this.problem = new Problem(status, code, problems);
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
  ResponseEntity<ProblemDetail> onRejected(Rejected rejected) {
    return rejected.problem.answer(HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onTooMany(Waiting.TooMany waiting) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, "1");
    return Problem.of(
            HttpStatus.TOO_MANY_REQUESTS, "TooManyRequests", String.valueOf(waiting.getMessage()))
        .answer(headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onUnreadable(HttpMessageNotReadableException unreadable) {
    return malformed(
        switch (unreadable.getCause()) {
          case UnrecognizedPropertyException unknown -> unknown(unknown);
          case DatabindException misfit when !misfit.getPath().isEmpty() ->
              "'" + place(misfit) + "' is not of the kind that this call takes.";
          case null, default -> "The body is not the JSON that this call takes.";
        });
  }

  private static String unknown(UnrecognizedPropertyException unknown) {
    String known =
        Optional.ofNullable(unknown.getKnownPropertyIds()).stream()
            .flatMap(Collection::stream)
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", "));
    return "'" + place(unknown) + "' means nothing here. Known: " + known + ".";
  }

  private static String place(DatabindException misfit) {
    return echo(
        misfit.getPath().stream()
            .map(step -> Objects.toString(step.getPropertyName(), "[" + step.getIndex() + "]"))
            .collect(Collectors.joining(".")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onMismatch(MethodArgumentTypeMismatchException mismatch) {
    return malformed(
        "'"
            + echo(String.valueOf(mismatch.getValue()))
            + "' is not a valid "
            + mismatch.getName()
            + ".");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> onForbidden(AccessDeniedException denied) {
    return Problem.of(HttpStatus.FORBIDDEN, "Forbidden", "You may not do this.")
        .answer(HttpHeaders.EMPTY);
  }

  /** Left to the security filters, which know how callers prove who they are. */
  @ExceptionHandler
  void onUnknown(AuthenticationException unknown) {
    throw unknown;
  }

  /** Nobody is there to be told. */
  @ExceptionHandler
  void onGone(ClientAbortException gone) {
    LOG.debug("A caller went away: {}", gone.getMessage());
  }

  @ExceptionHandler({TransientDataAccessException.class, CannotCreateTransactionException.class})
  ResponseEntity<ProblemDetail> onBusy(RuntimeException busy) {
    LOG.warn("The database does not answer: {}", busy.getMessage());
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, "2");
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Unavailable",
            "The database does not answer. Try again in a moment, with the same Idempotency-Key.")
        .answer(headers);
  }

  /** What Spring MVC finds wrong by itself, and what nobody foresaw. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> onAnything(Exception fault) {
    if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      HttpHeaders headers = new HttpHeaders();
      headers.putAll(known.getHeaders());
      headers.remove(HttpHeaders.CONTENT_TYPE);
      return protocol(known.getStatusCode(), sentence(fault)).answer(headers);
    }
    UUID incident = UUID.randomUUID();
    LOG.error("A call failed, incident {}", incident, fault);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Internal",
            "Something went wrong here, not with your call. The server's log says what, under "
                + incident
                + ".")
        .answer(HttpHeaders.EMPTY);
  }

  private static @Nullable String sentence(Exception fault) {
    return switch (fault) {
      case HttpRequestMethodNotSupportedException method ->
          "This address takes " + List.of(supported(method)) + ".";
      case HttpMediaTypeNotSupportedException type ->
          "The body has to be one of " + type.getSupportedMediaTypes() + ".";
      default -> null;
    };
  }

  private static String[] supported(HttpRequestMethodNotSupportedException method) {
    String[] supported = method.getSupportedMethods();
    return supported == null ? new String[0] : supported;
  }

  /** The problem behind a status that no endpoint chose. */
  static Problem protocol(HttpStatusCode status, @Nullable String sentence) {
    HttpStatus known = Objects.requireNonNullElse(HttpStatus.resolve(status.value()), NO_STATUS);
    String code =
        switch (known) {
          case BAD_REQUEST -> "Malformed";
          case UNAUTHORIZED -> "Unauthorized";
          case FORBIDDEN -> "Forbidden";
          case NOT_FOUND -> "NotFound";
          case METHOD_NOT_ALLOWED -> "MethodNotAllowed";
          case NOT_ACCEPTABLE -> "NotAcceptable";
          case CONTENT_TOO_LARGE -> "TooLarge";
          case UNSUPPORTED_MEDIA_TYPE -> "UnsupportedMediaType";
          default -> known.is5xxServerError() ? "Internal" : "Rejected";
        };
    String said =
        switch (known) {
          case BAD_REQUEST -> "This is not a call that can be read.";
          case UNAUTHORIZED -> "Show a token that is known here: 'Authorization: Bearer …'.";
          case FORBIDDEN -> "You may not do this.";
          case NOT_FOUND -> "There is nothing at this address.";
          case NOT_ACCEPTABLE -> "None of the types that you accept can be answered.";
          default -> known.getReasonPhrase() + ".";
        };
    return new Problem(status, code, List.of(sentence == null ? said : sentence));
  }

  private static ResponseEntity<ProblemDetail> malformed(String sentence) {
    return Problem.of(HttpStatus.BAD_REQUEST, "Malformed", sentence).answer(HttpHeaders.EMPTY);
  }

  /** A caller's own text, short and in one line. */
  static String echo(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_ECHO ? line : line.substring(0, LONGEST_ECHO) + "…";
  }
}
