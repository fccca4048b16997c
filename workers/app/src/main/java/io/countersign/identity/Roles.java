package io.countersign.identity;

import java.util.Set;

/** Which roles come with which groups. */
@FunctionalInterface
public interface Roles {

  /** A person's roles at this moment. An auditor has no other. */
  Set<Role> of(Person person);

  /** An agent's roles: agents ask, and never decide. */
  default Set<Role> of(Agent agent) {
    return Set.of(Role.REQUESTER);
  }
}
