package io.countersign.ledger.verify;

/** What can be wrong with a log. */
public enum Problem {
  /** A checkpoint is missing, or is no checkpoint of this log. */
  CHECKPOINT_MALFORMED,
  /** No trusted key signed the checkpoint. */
  CHECKPOINT_NOT_TRUSTED,
  /** A line names a trusted key, and the signature is not its. */
  SIGNATURE_WRONG,
  /** A tile or bundle that the checkpoint covers is not there. */
  FILE_MISSING,
  /** A tile or bundle is too long, too short, or cut within an entry. */
  FILE_MALFORMED,
  /** An entry says something else than what was integrated. */
  ENTRY_CHANGED,
  /** An entry is gone and those after it moved up. */
  ENTRY_DELETED,
  /** There is an entry that was never integrated. */
  ENTRY_INSERTED,
  /** Entries changed places. */
  ENTRIES_REORDERED,
  /** Entries at the end are gone. */
  ENTRIES_TRUNCATED,
  /** Tiles contradict each other: entries were changed together with the tiles below. */
  TILE_WRONG,
  /** Entries and tiles do not give the root that was signed. */
  ROOT_WRONG,
  /** An entry is not a {@code countersign/v1} entry. */
  ENTRY_MALFORMED,
  /** An entry does not name the previous entry of its action. */
  CHAIN_BROKEN,
  /** A larger log was signed before than the one that is there. */
  ROLLED_BACK,
  /** Another log of the same name and size was signed. */
  SPLIT_VIEW,
  /** A kept time-stamp is not one of its checkpoint. */
  TIMESTAMP_WRONG
}
