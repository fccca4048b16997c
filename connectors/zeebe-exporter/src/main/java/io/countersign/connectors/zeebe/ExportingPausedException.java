package io.countersign.connectors.zeebe;

/**
 * Tells the broker to offer a record again later, because the exporter's memory is full. The broker
 * repeats it by itself; processes run on meanwhile. Has no stack trace: it is thrown in every
 * attempt and the broker logs it.
 */
final class ExportingPausedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ExportingPausedException(String message) {
    super(message, null, false, false);
  }
}
