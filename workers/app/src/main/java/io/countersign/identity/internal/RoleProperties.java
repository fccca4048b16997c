package io.countersign.identity.internal;

import io.countersign.identity.Person;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Groups by role. {@code *} stands for every active person.
 *
 * <p>Asking and deciding are open to every person by default because neither takes effect by
 * itself: policy says what an action needs, and a seat says who may fill it.
 *
 * @param requester who may ask for actions
 * @param reviewer who may decide at all
 * @param auditor who reads everything and therefore has no other role
 * @param operator who reads process history and resolves findings
 * @param policyAuthor who simulates and proposes policies
 */
@ConfigurationProperties("countersign.roles")
record RoleProperties(
    @DefaultValue(RoleProperties.EVERYBODY) Set<String> requester,
    @DefaultValue(RoleProperties.EVERYBODY) Set<String> reviewer,
    @DefaultValue("auditors") Set<String> auditor,
    @DefaultValue("operators") Set<String> operator,
    @DefaultValue("policy-authors") Set<String> policyAuthor) {

  static final String EVERYBODY = "*";

  RoleProperties {
    if (auditor.contains(EVERYBODY)) {
      throw new IllegalArgumentException(
          "countersign.roles.auditor is '*', but auditors have no other role: nobody could do"
              + " anything. Name groups.");
    }
  }

  /**
   * Roles by these groups.
   *
   * @param administrators the group that looks after the directory
   */
  Roles roles(String administrators) {
    return person -> {
      if (isIn(auditor, person)) {
        return Set.of(Role.AUDITOR);
      }
      Set<Role> roles = EnumSet.noneOf(Role.class);
      addIf(isIn(requester, person), Role.REQUESTER, roles);
      addIf(isIn(reviewer, person), Role.REVIEWER, roles);
      addIf(isIn(operator, person), Role.OPERATOR, roles);
      addIf(isIn(policyAuthor, person), Role.POLICY_AUTHOR, roles);
      addIf(isIn(Set.of(administrators), person), Role.DIRECTORY_ADMINISTRATOR, roles);
      return roles;
    };
  }

  private static void addIf(boolean has, Role role, Set<Role> roles) {
    if (has) {
      roles.add(role);
    }
  }

  private static boolean isIn(Set<String> groups, Person person) {
    return groups.contains(EVERYBODY) || groups.stream().anyMatch(person.groups()::contains);
  }
}
