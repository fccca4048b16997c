package io.countersign.identity.internal;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.Optional;
import java.util.Set;

/**
 * Who may look after the directory, and what even they may not do.
 *
 * @param directory where they are looked up, each time
 * @param group the group that they are in
 */
record Administrators(Directory directory, String group) {

  /** Why this person may not; empty when they may. */
  Optional<Refused> objection(String who) {
    return groups(who).contains(group)
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Reason.NOT_ADMINISTRATOR,
                "'" + who + "' is not in group '" + group + "', which alone looks after people."));
  }

  void check(String who) {
    objection(who)
        .ifPresent(
            refused -> {
              throw new ChangeRefused(refused.reason(), refused.message());
            });
  }

  /** Nobody gives themselves a right, nor takes from themselves what binds them. */
  void checkOwnGroups(String who, PutPerson put) {
    if (put.id().equals(who) && !put.groups().equals(groups(who))) {
      throw new ChangeRefused(
          Reason.OWN_GROUPS,
          "Nobody changes their own groups. Ask another of group '" + group + "'.");
    }
  }

  private Set<String> groups(String who) {
    return directory.resolve(who) instanceof Resolution.Known(Person person)
        ? person.groups()
        : Set.of();
  }
}
