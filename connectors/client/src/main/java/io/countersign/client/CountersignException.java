package io.countersign.client;

import java.util.List;

/** The server did not do what it was asked, or could not be reached. */
public final class CountersignException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<String> problems;

  CountersignException(int status, String code, List<String> problems) {
    super(code + " (" + status + "): " + String.join(" ", problems));
    this.status = status;
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  CountersignException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
    this.code = "Unreachable";
    this.problems = List.of(message);
  }

  /** The answer's HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** The problem's stable name, for example {@code ActionRejected}. */
  public String code() {
    return code;
  }

  /** What is wrong and what to do, one sentence each. */
  public List<String> problems() {
    return problems;
  }
}
