package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHomeTest {

  private static final String DIRECTORY = DemoHome.DIRECTORY;

  @Test
  void linked_nobody_leavesTheDirectory() {
    assertThat(DemoHome.linked(DIRECTORY, null)).isEqualTo(DIRECTORY);
  }

  @Test
  void linked_aPerson_isKnownInSlack() {
    assertThat(DemoHome.linked(DIRECTORY, " grace=A1/-/T1/U1 "))
        .contains("identities: { slack: \"A1/-/T1/U1\", tasklist: grace, oidc: grace }")
        .contains("identities: { tasklist: tom, oidc: tom }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grace",
        "grace=U1",
        "nobody=A/-/T/U",
        "grace=A/-/T/U grace=A/-/T/U",
        "grace=\"/-/T/U"
      })
  void linked_anythingElse_isRefused(String links) {
    assertThatThrownBy(() -> DemoHome.linked(DIRECTORY, links))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("PERSON=APP/ENTERPRISE/TEAM/USER");
  }
}
