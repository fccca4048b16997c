package io.countersign.spi;

import java.util.List;

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
   * Checks an action before it is sealed.
   *
   * @return everything that is wrong with it, one sentence each, naming the value and what to do;
   *     empty when it can be sealed
   */
  List<String> problems(EffectRequest request);

  /** Says in one sentence, for a reviewer, what would happen. Names the resolved target. */
  String describe(EffectRequest request);

  /**
   * Performs the effect.
   *
   * <p>May be called again with the same {@link EffectRequest#executionId()} after {@link #verify}
   * answered {@link Occurrence.NotHappened}; it then continues or starts over, and never performs
   * the effect twice.
   *
   * @throws EffectException when the effect certainly did not happen; any other exception leaves
   *     the outcome unknown and is settled through {@link #verify}
   */
  EffectReceipt execute(EffectRequest request, EffectProgress progress) throws EffectException;

  /** Asks the world whether the effect of this execution happened. Changes nothing. */
  Occurrence verify(EffectRequest request);
}
