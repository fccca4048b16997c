package io.countersign.ledger.verify;

import java.util.OptionalLong;

/** Ends a verification at the first fault; never leaves this package. */
final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  FaultException(Problem problem, String file, OptionalLong entry, String sentence) {
    super(sentence);
    this.fault = new Fault(problem, file, entry, sentence);
  }

  FaultException(Problem problem, String file, String sentence) {
    this(problem, file, OptionalLong.empty(), sentence);
  }

  FaultException(Problem problem, String file, long entry, String sentence) {
    this(problem, file, OptionalLong.of(entry), sentence);
  }

  Fault fault() {
    return fault;
  }
}
