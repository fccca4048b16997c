package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoChatTest {

  private static final String DIRECTORY = DemoHome.DIRECTORY;

  @Test
  void linked_nobody_leavesTheDirectory() {
    assertThat(DemoChat.SLACK.linked(DIRECTORY, null)).isEqualTo(DIRECTORY);
  }

  @Test
  void linked_aPerson_isKnownInSlack() {
    assertThat(DemoChat.SLACK.linked(DIRECTORY, " grace=A1/-/T1/U1 "))
        .contains("identities: { slack: \"A1/-/T1/U1\", tasklist: grace, oidc: grace }")
        .contains("identities: { tasklist: tom, oidc: tom }");
  }

  @Test
  void linked_aPersonInBoth_isKnownInBoth() {
    String slack = DemoChat.SLACK.linked(DIRECTORY, "tom=A1/-/T1/U1");
    assertThat(DemoChat.TEAMS.linked(slack, "tom=11-22/33-44"))
        .contains("{ slack: \"A1/-/T1/U1\", teams: \"11-22/33-44\", tasklist: tom, oidc: tom }");
  }

  @Test
  void linked_aNameOfTheOtherChat_isRefused() {
    assertThatThrownBy(() -> DemoChat.TEAMS.linked(DIRECTORY, "tom=A1/-/T1/U1"))
        .hasMessageContaining("COUNTERSIGN_DEMO_TEAMS")
        .hasMessageContaining("TENANT-ID/OBJECT-ID");
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
    assertThatThrownBy(() -> DemoChat.SLACK.linked(DIRECTORY, links))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("PERSON=APP/ENTERPRISE/TEAM/USER");
  }
}
