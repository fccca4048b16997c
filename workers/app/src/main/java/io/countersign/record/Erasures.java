package io.countersign.record;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes the payload of an action that has ended out of the database for good: its reason, chosen
 * parameters, what reviewers were shown, and what they wrote. Decisions, digests and the ledger
 * stay; every proof still verifies, and the erasure itself goes on record.
 */
public interface Erasures {

  /**
   * Erases.
   *
   * @param actionId an action that has ended
   * @param parameters names of parameters whose values go as well
   * @param rule a word for the rule that asks for it, such as {@code gdpr-17}
   * @param reason why; stays readable, so it must not repeat what is erased
   * @param by directory id; must be in the group {@code countersign.ledger.erasers}
   */
  ErasureResult erase(UUID actionId, Set<String> parameters, String rule, String reason, String by);

  /** What is on record about the erasure of an action; empty where nothing was erased. */
  Optional<Erasure> of(UUID actionId);
}
