package io.countersign.actions;

import java.util.Optional;
import java.util.UUID;

/** Seals actions and finds them again. */
public interface Actions {

  /**
   * Seals a request under an id that the caller chose. Sealing the same request under the same id
   * again returns the action that is already there.
   *
   * @throws IllegalStateException when the id belongs to an action with another digest
   */
  SealedAction seal(UUID id, ActionRequest request);

  /** The action of this id, its content checked against its digest. */
  Optional<SealedAction> find(UUID id);

  /**
   * The action of this id.
   *
   * @throws IllegalArgumentException when there is none
   * @throws IllegalStateException when its stored content is not what its digest says
   */
  default SealedAction get(UUID id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("No action '" + id + "'."));
  }

  /**
   * The action of this id as far as it can still be shown: its payload may have been erased. For
   * showing alone; whatever acts on an action takes it from {@link #get}.
   *
   * @throws IllegalArgumentException when there is none
   * @throws IllegalStateException when its stored content is neither what its digest says, nor what
   *     an erasure left of it
   */
  SealedAction recall(UUID id);
}
