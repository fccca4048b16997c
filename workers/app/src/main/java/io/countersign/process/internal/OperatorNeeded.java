package io.countersign.process.internal;

/** Becomes an incident at once: a person has to change something, then resolve it. */
final class OperatorNeeded extends Exception {

  private static final long serialVersionUID = 1L;

  OperatorNeeded(String message) {
    super(message);
  }
}
