package io.countersign.console.internal;

/** A page about something that is not there, or that its reader may not know of. */
final class NotThere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotThere(String what, Object id) {
    super("There is no " + what + " '" + id + "'.");
  }
}
