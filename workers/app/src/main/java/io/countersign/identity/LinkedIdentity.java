package io.countersign.identity;

/**
 * A name that a system knows someone by.
 *
 * @param system for example {@code tasklist}, {@code api}, {@code email}
 * @param subject the name in that system, compared exactly
 */
public record LinkedIdentity(String system, String subject) {

  /** The Tasklist and Zeebe user name. */
  public static LinkedIdentity tasklist(String user) {
    return new LinkedIdentity("tasklist", user);
  }

  @Override
  public String toString() {
    return system + ":" + subject;
  }
}
