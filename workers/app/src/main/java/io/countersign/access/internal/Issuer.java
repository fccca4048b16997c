package io.countersign.access.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An identity provider that is believed.
 *
 * @param name the system that identities in the directory name, {@code oidc} by default
 * @param uri the issuer, exactly as it calls itself in tokens and in its metadata
 * @param audiences a token must be meant for one of them
 * @param algorithms the signature algorithms that count; none that works with a shared secret
 * @param clockSkew how far its clock may be off
 * @param subjectClaim the claim that tells who it is, {@code sub} by default; must never be reused
 *     for someone else
 * @param cliClient the public client under which people sign in from a terminal
 * @param webClient the client under which people sign in from a browser; without one they cannot
 * @param webClientSecretFile where its secret is
 * @param groupsClaim the claim that lists the groups of people, such as {@code groups}; without one
 *     the directory alone knows. A person's token that lacks it is refused
 * @param groups the groups of the directory on which it decides; it touches no others
 */
record Issuer(
    @DefaultValue("oidc") String name,
    String uri,
    @DefaultValue("countersign") Set<String> audiences,
    @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("sub") String subjectClaim,
    @DefaultValue("countersign-cli") String cliClient,
    @Nullable String webClient,
    @Nullable String webClientSecretFile,
    @Nullable String groupsClaim,
    @DefaultValue Set<String> groups) {

  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private static final Set<String> NOT_OURS_TO_NAME = Set.of("directory", "tasklist", "email");

  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  Issuer {
    check(
        name.matches("[a-z0-9][a-z0-9-]{0,40}") && !NOT_OURS_TO_NAME.contains(name),
        "name '" + name + "' is no name for an identity provider, such as 'oidc'");
    check(isSafe(uri), "uri '" + uri + "' is not an https address, nor one of this machine");
    check(!audiences.isEmpty(), "audiences are missing: a token for another service would count");
    check(
        !algorithms.isEmpty() && ALGORITHMS.containsAll(algorithms),
        "algorithms " + algorithms + " are not some of " + ALGORITHMS);
    check(
        !clockSkew.isNegative() && clockSkew.compareTo(MOST_SKEW) <= 0,
        "clock-skew " + clockSkew + " is not between 0 and " + MOST_SKEW);
    check(
        (groupsClaim == null) == groups.isEmpty(),
        "groups-claim and groups belong together: name the claim, and which groups of the"
            + " directory the provider decides on");
    groups = Set.copyOf(groups);
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("countersign.oidc.issuers: " + what + ".");
    }
  }

  /** Where it describes itself (OpenID Connect Discovery 1.0, section 4). */
  URI discovery() {
    return URI.create(uri.replaceFirst("/+$", "") + "/.well-known/openid-configuration");
  }

  /** Whether nobody between can read or change what is fetched from there. */
  static boolean isSafe(@Nullable String address) {
    if (address == null) {
      return false;
    }
    try {
      URI uri = URI.create(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost());
      boolean here = Set.of("127.0.0.1", "[::1]", "localhost").contains(host);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && (scheme.equals("https") || (scheme.equals("http") && here));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
