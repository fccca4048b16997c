package io.countersign.actions;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Words and parameters of actions, as the database holds them: encrypted with a key of the action's
 * own that lies outside the database. Destroying that key erases every copy, in backups and
 * replicas as well. Hidden is what the words say and not how many there are; a sealed text names
 * the action it belongs to.
 */
public interface Payloads {

  /** Stands where words were. */
  String ERASED = "[erased]";

  /** How every sealed text begins. What does not is from before texts were sealed, and clear. */
  String PREFIX = "sealed:v1:";

  /**
   * Whose words they are that belong to no action, such as the answer to a preview. No erasure
   * takes them.
   */
  UUID NO_ACTION = new UUID(0, 0);

  /**
   * Seals words for the database.
   *
   * @param action whose words they are; they go when its payload is erased
   * @param name which of its words, such as {@code comment}; lower case and hyphens
   * @throws UncheckedIOException when the payload of the action is erased, or the keys cannot be
   *     written
   */
  String seal(UUID action, String name, String words);

  /** Seals what an erasure leaves of an action. The rest as {@link #seal}. */
  String sealRemaining(UUID action, String name, String words);

  /**
   * What a stored text says; a clear text says itself.
   *
   * @return empty when its key was destroyed
   * @throws IllegalStateException when it was altered
   * @throws UncheckedIOException when its key is missing or damaged
   */
  Optional<String> open(String stored);

  /** What a stored text says, or that it was erased. The rest as {@link #open}. */
  default String show(String stored) {
    return open(stored).orElse(ERASED);
  }

  /**
   * Destroys the key of an action's payload, for good. Doing it again does nothing.
   *
   * @throws UncheckedIOException when the keys cannot be written
   */
  void destroy(UUID action);

  /** Whether the key of an action's payload was destroyed. */
  boolean isDestroyed(UUID action);

  /** Whether a stored text is sealed. */
  static boolean isSealed(String stored) {
    return stored.startsWith(PREFIX);
  }
}
