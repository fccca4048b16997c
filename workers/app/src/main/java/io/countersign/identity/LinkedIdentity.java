package io.countersign.identity;

/**
 * A name that a system knows someone by.
 *
 * @param system for example {@code tasklist}, {@code api}, {@code email}
 * @param subject the name in that system, compared exactly
 */
public record LinkedIdentity(String system, String subject) {

  private static final String DIRECTORY = "directory";

  /** The directory's own name of someone whom a channel has authenticated under it. */
  public static LinkedIdentity directory(String id) {
    return new LinkedIdentity(DIRECTORY, id);
  }

  /** Whether the subject is a directory id. */
  public boolean isDirectoryId() {
    return system.equals(DIRECTORY);
  }

  /** The Tasklist and Zeebe user name. */
  public static LinkedIdentity tasklist(String user) {
    return new LinkedIdentity("tasklist", user);
  }

  @Override
  public String toString() {
    return system + ":" + subject;
  }
}
