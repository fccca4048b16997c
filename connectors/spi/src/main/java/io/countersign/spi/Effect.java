package io.countersign.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something privileged that can be done to the world, once a person has countersigned it.
 *
 * <p>Implementations are stateless and thread-safe. Only the application's effect runner calls
 * {@link #execute}, after it has redeemed the grant that is bound to the action's digest; nothing
 * that a client sends after approval reaches this method.
 */
public interface Effect {

  /** The effect's stable name, for example {@code dataset.export}. */
  String type();

  /**
   * Where several connectors bring the same effect: the value of the target's {@code store} that
   * this one answers for. Empty when it answers for all.
   */
  default Optional<String> store() {
    return Optional.empty();
  }

  /** What an action of this effect may say. */
  EffectSchema schema();

  /** Whether people and agents can ask for it. The application asks for some by itself alone. */
  default boolean offered() {
    return true;
  }

  /**
   * Checks an action before it is sealed, beyond its schema. May look at the world, changes
   * nothing.
   *
   * @return everything that is wrong with it, one sentence each, naming the value and what to do;
   *     empty when it can be sealed
   */
  List<String> problems(EffectRequest request);

  /** What policy has to know of it. Called for requests without problems. */
  Traits traits(EffectRequest request);

  /** Says in one sentence, for a reviewer, what would happen. Names the resolved target. */
  String describe(EffectRequest request);

  /**
   * Works out what would be done, exactly, and how far it reaches. Changes nothing.
   *
   * @throws EffectException when that cannot be found out now; no review is opened then
   */
  Preview preview(EffectRequest request) throws EffectException;

  /**
   * Performs the effect.
   *
   * <p>A target that ends a temporary effect by itself says when in the receipt, as {@code
   * expiresAt}, an ISO-8601 instant.
   *
   * <p>May be called again with the same {@link EffectRequest#executionId()} after {@link #verify}
   * answered {@link Occurrence.NotHappened}; it then continues or starts over, and never performs
   * the effect twice.
   *
   * @throws EffectException when the effect certainly did not happen; any other exception leaves
   *     the outcome unknown and is settled through {@link #verify}
   */
  EffectReceipt execute(EffectRequest request, EffectProgress progress) throws EffectException;

  /**
   * Whether {@link #verify} can tell anything. Where it cannot, the answer to {@link #execute} is
   * all that there is, and a crash in between leaves the outcome to a person.
   */
  default boolean observable(EffectRequest request) {
    return true;
  }

  /** Asks the world whether the effect of this execution happened. Changes nothing. */
  Occurrence verify(EffectRequest request);

  /**
   * Takes the effect of this execution back. Called for effects that are {@link
   * Traits#reversible()}, as often as it takes: taking back what is gone already succeeds.
   *
   * @throws EffectException when it certainly is not taken back yet
   */
  default EffectReceipt revert(EffectRequest request) throws EffectException {
    throw new EffectException(
        "NotReversible", EffectException.Remedy.NONE, type() + " cannot be taken back.");
  }

  /**
   * What stands now where this effect leaves things. Asked now and then, so that what no decision
   * accounts for is found: a file in an export folder, a membership of a role that is only granted
   * here. Changes nothing.
   *
   * @return empty where the effect leaves nothing that can be listed
   * @throws EffectException when the world cannot be asked now
   */
  default List<Holding> inventory() throws EffectException {
    return List.of();
  }

  /** The places of {@link #inventory} that an execution of this request accounts for. */
  default Set<String> places(EffectRequest request) {
    return Set.of();
  }

  /**
   * In what a changed request asks for more than the one it is made from. A reviewer may approve
   * with changes only where this finds nothing.
   *
   * @return one sentence per widening, naming both values; by default every change is one
   */
  default List<String> widenings(EffectRequest before, EffectRequest after) {
    return before.target().equals(after.target()) && before.parameters().equals(after.parameters())
        ? List.of()
        : List.of(
            "Nobody defined what less of " + type() + " is. Deny it and say what to ask for.");
  }
}
