package io.countersign.ledger.log;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;

/**
 * Entries that are durable and in a published checkpoint.
 *
 * @param firstIndex index of the first entry of the batch; the others follow in their order
 * @param checkpoint the checkpoint that covers them
 * @param note that checkpoint, signed
 */
public record Publication(long firstIndex, Checkpoint checkpoint, SignedNote note) {}
