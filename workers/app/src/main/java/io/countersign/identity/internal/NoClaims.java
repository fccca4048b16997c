package io.countersign.identity.internal;

import io.countersign.identity.ClaimedGroups;

/** A directory file says by itself who is in which group. */
class NoClaims implements ClaimedGroups {

  @Override
  public boolean areTaken() {
    return false;
  }

  @Override
  public void take(String person, Claim claim) {
    throw new UnsupportedOperationException(
        "A directory file takes no groups from '" + claim.provider() + "'.");
  }
}
