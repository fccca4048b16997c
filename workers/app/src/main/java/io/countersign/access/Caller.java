package io.countersign.access;

import io.countersign.identity.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever makes a call, as the directory knows them at this moment.
 *
 * @param id directory id of a person or an agent
 * @param name how to address them
 * @param owner who answers for an agent; empty for a person
 * @param groups a person's groups; an agent has none
 * @param roles what they may do
 * @param scopes what the token that they showed may be used for; counts for agents alone
 * @param signedInAt when they last proved to the identity provider who they are, as it signed;
 *     empty where it does not say
 */
public record Caller(
    String id,
    String name,
    Optional<String> owner,
    Set<String> groups,
    Set<Role> roles,
    Set<String> scopes,
    Optional<Instant> signedInAt) {

  /** The request attribute that holds the caller. */
  public static final String ATTRIBUTE = "io.countersign.caller";

  /** The scope of a token that may ask for every effect. */
  public static final String EVERY_EFFECT = "effect:*";

  private static final String REQUEST = "action:request:";

  /** A caller of whom nobody says when they signed in. */
  public Caller(
      String id,
      String name,
      Optional<String> owner,
      Set<String> groups,
      Set<Role> roles,
      Set<String> scopes) {
    this(id, name, owner, groups, roles, scopes, Optional.empty());
  }

  public Caller {
    groups = Set.copyOf(groups);
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /** Whether it is a program. */
  public boolean isAgent() {
    return owner.isPresent();
  }

  /** Whether they have this role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** The scope that an agent's token needs to ask for an effect. */
  public static String scopeFor(String effect) {
    return REQUEST + effect;
  }

  /** Whether the token may be used to ask for this effect. People ask with all their rights. */
  public boolean mayRequest(String effect) {
    return !isAgent() || scopes.contains(EVERY_EFFECT) || scopes.contains(scopeFor(effect));
  }

  /** Whether nothing is hidden from them: they keep it running, or audit it. */
  public boolean seesEverything() {
    return is(Role.AUDITOR) || is(Role.OPERATOR);
  }
}
