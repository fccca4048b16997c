package io.countersign.ledger.log;

import java.io.IOException;

/**
 * Publication failed and so did finding out how far it came. The entries may or may not stand in
 * the log: look them up by their id once {@link LogWriter#recover} succeeds, and repeat only those
 * that are not there.
 */
public final class UncertainPublicationException extends IOException {
  private static final long serialVersionUID = 1L;

  UncertainPublicationException(IOException cause) {
    super(
        "publication failed half-way and the log cannot be read back: " + cause.getMessage(),
        cause);
  }
}
