package io.countersign.evidence;

import java.util.Optional;
import java.util.UUID;

/**
 * Tells what happened to an action. Deterministic: the same record gives the same words, from
 * templates alone; every clause that states something names the field that it states.
 */
public interface Narrator {

  /** What is on record about an action; empty when there is no such action. */
  Optional<ActionRecord> record(UUID actionId);

  /** The record in plain English. Reads nothing but the record. */
  Narrative tell(ActionRecord record);
}
