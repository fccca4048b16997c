package io.countersign.access.internal;

import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.ClaimedGroups.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets the directory know of the groups that tokens name, where an issuer is to be believed. */
@Component
class TokenGroups {

  private final ClaimedGroups directory;
  private final Clock clock;

  TokenGroups(ClaimedGroups directory, OidcProperties oidc, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    if (!directory.areTaken()
        && oidc.issuers().stream().anyMatch(issuer -> issuer.groupsClaim() != null)) {
      throw new IllegalStateException(
          "countersign.oidc.issuers has a groups-claim, but the directory is a file, which nobody"
              + " can tell of groups. Set countersign.directory.kind to 'database', or leave the"
              + " groups-claim out.");
    }
  }

  /**
   * Tells the directory what a token says of a person's groups.
   *
   * @param claims of a token that was checked
   * @param issuedAt when it was issued, if it says so
   * @return why the token cannot be used; empty when it can
   */
  Optional<String> take(
      Issuer issuer, String person, Map<String, Object> claims, @Nullable Instant issuedAt) {
    String claim = issuer.groupsClaim();
    if (claim == null) {
      return Optional.empty();
    }
    if (!(claims.get(claim) instanceof Collection<?> named)
        || !named.stream().allMatch(String.class::isInstance)) {
      return Optional.of("It does not say in '" + claim + "' in which groups its subject is.");
    }
    if (issuedAt == null) {
      return Optional.of("It does not say when it was issued, so its groups may be outdated.");
    }
    Set<String> groups = named.stream().map(String::valueOf).collect(Collectors.toSet());
    Instant now = clock.instant();
    Instant saidAt = issuedAt.isAfter(now) ? now : issuedAt;
    directory.take(person, new Claim(issuer.name(), issuer.groups(), groups, saidAt));
    return Optional.empty();
  }
}
