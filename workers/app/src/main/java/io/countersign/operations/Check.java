package io.countersign.operations;

/**
 * One thing that was looked at.
 *
 * @param name what, for example {@code database.schema}; stable
 * @param state how it is
 * @param found what was found, in a sentence
 * @param fix what to do about it; empty when it is well
 */
public record Check(String name, State state, String found, String fix) {

  /** How it is. */
  public enum State {
    OK,
    /** Worth knowing. */
    NOTE,
    /** Works, but not as it should. */
    WARNING,
    /** Does not work, or must not go on like this. */
    PROBLEM
  }

  /** It is well. */
  public static Check ok(String name, String found) {
    return new Check(name, State.OK, found, "");
  }

  /** It is worth knowing. */
  public static Check note(String name, String found, String fix) {
    return new Check(name, State.NOTE, found, fix);
  }

  /** It works, but not as it should. */
  public static Check warning(String name, String found, String fix) {
    return new Check(name, State.WARNING, found, fix);
  }

  /** It does not work. */
  public static Check problem(String name, String found, String fix) {
    return new Check(name, State.PROBLEM, found, fix);
  }
}
