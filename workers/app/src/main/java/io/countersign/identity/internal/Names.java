package io.countersign.identity.internal;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.LinkedIdentity;
import java.util.Optional;

/** What may be a name in the directory. */
final class Names {

  private static final int LONGEST = 200;

  private Names() {}

  /** A name that files and tokens separate by white space. */
  static void check(String what, String name) {
    if (!name.matches("\\S{1," + LONGEST + "}")) {
      throw new ChangeRefused(
          Reason.INVALID,
          "'" + name + "' cannot be a " + what + ": no white space, 1 to " + LONGEST + " long.");
    }
  }

  static String text(String what, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new ChangeRefused(
          Reason.INVALID, "'" + text + "' cannot be a " + what + ": 1 to " + LONGEST + " long.");
    }
    return text;
  }

  static void check(LinkedIdentity identity) {
    problem(identity)
        .ifPresent(
            problem -> {
              throw new ChangeRefused(Reason.INVALID, problem + ".");
            });
  }

  /** What is wrong with an identity, if anything is. */
  static Optional<String> problem(LinkedIdentity identity) {
    if (identity.isDirectoryId()) {
      return Optional.of(
          "identity '" + identity + "' names the directory itself, which is no other system");
    }
    boolean fine =
        identity.system().matches("\\S{1," + LONGEST + "}")
            && !identity.subject().isBlank()
            && identity.subject().length() <= LONGEST;
    return fine
        ? Optional.empty()
        : Optional.of("identity '" + identity + "' is not a system and a name in it");
  }
}
