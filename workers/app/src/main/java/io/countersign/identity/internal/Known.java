package io.countersign.identity.internal;

import io.countersign.identity.LinkedIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A person or an agent whom other systems know by names of their own. */
interface Known {

  String id();

  /** Those names; changes are stored with the entity. */
  Set<StoredIdentity> identities();

  default boolean isKnownAs(LinkedIdentity identity) {
    return identities().contains(StoredIdentity.of(identity));
  }

  default void link(LinkedIdentity identity) {
    identities().add(StoredIdentity.of(identity));
  }

  default void unlink(LinkedIdentity identity) {
    identities().remove(StoredIdentity.of(identity));
  }

  /** Those names in a fixed order. */
  default List<LinkedIdentity> linked() {
    return identities().stream()
        .map(StoredIdentity::toIdentity)
        .sorted(Comparator.comparing(LinkedIdentity::system).thenComparing(LinkedIdentity::subject))
        .toList();
  }
}
