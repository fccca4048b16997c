package io.countersign.process.internal;

/** Becomes a BPMN error: the model says what happens next. */
final class BusinessError extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  BusinessError(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
