package io.countersign.identity.internal;

import io.countersign.identity.LinkedIdentity;
import jakarta.persistence.Embeddable;

/** A name in another system, as stored. */
@Embeddable
record StoredIdentity(String system, String subject) {

  static StoredIdentity of(LinkedIdentity identity) {
    return new StoredIdentity(identity.system(), identity.subject());
  }

  LinkedIdentity toIdentity() {
    return new LinkedIdentity(system, subject);
  }
}
