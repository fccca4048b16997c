package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.Agent;
import io.countersign.identity.Person;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RolePropertiesTest {

  private static final Roles DEFAULT = roles(Map.of());

  @Test
  void default_everyPersonAsksAndDecides_andNothingElse() {
    assertThat(DEFAULT.of(person("data-stewards"))).containsOnly(Role.REQUESTER, Role.REVIEWER);
  }

  @Test
  void default_groupsGiveTheirRole() {
    assertThat(DEFAULT.of(person("operators"))).contains(Role.OPERATOR);
    assertThat(DEFAULT.of(person("policy-authors"))).contains(Role.POLICY_AUTHOR);
    assertThat(DEFAULT.of(person("admins"))).contains(Role.DIRECTORY_ADMINISTRATOR);
  }

  @Test
  void auditor_hasNoOtherRole() {
    assertThat(DEFAULT.of(person("auditors", "operators", "admins", "policy-authors", "security")))
        .containsExactly(Role.AUDITOR);
  }

  @Test
  void agent_onlyAsks() {
    assertThat(DEFAULT.of(new Agent("bot", "Bot", "ada"))).containsExactly(Role.REQUESTER);
  }

  @Test
  void namedGroups_leaveOutTheOthers() {
    Roles narrow =
        roles(
            Map.of(
                "countersign.roles.requester", "engineering",
                "countersign.roles.reviewer", "stewards, security",
                "countersign.roles.policy-author", "owners"));
    assertThat(narrow.of(person("engineering"))).containsExactly(Role.REQUESTER);
    assertThat(narrow.of(person("security"))).containsExactly(Role.REVIEWER);
    assertThat(narrow.of(person("owners"))).containsExactly(Role.POLICY_AUTHOR);
    assertThat(narrow.of(person("policy-authors"))).isEmpty();
  }

  @Test
  void everybodyAnAuditor_isRefused() {
    assertThatThrownBy(() -> roles(Map.of("countersign.roles.auditor", "*")))
        .rootCause()
        .hasMessageContaining("countersign.roles.auditor");
  }

  private static Person person(String... groups) {
    return new Person("p", "P", Set.of(groups), List.of());
  }

  private static Roles roles(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("countersign.roles", RoleProperties.class)
        .roles("admins");
  }
}
