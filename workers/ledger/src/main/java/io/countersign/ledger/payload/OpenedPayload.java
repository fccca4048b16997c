package io.countersign.ledger.payload;

/** What became of a sealed payload. */
public sealed interface OpenedPayload {
  /** The payload as it was sealed. */
  record Intact(byte[] payload) implements OpenedPayload {}

  /** Its key was destroyed: nobody reads it again. */
  record Erased() implements OpenedPayload {}

  /** It was altered, or sealed for something else. */
  record Altered() implements OpenedPayload {}
}
