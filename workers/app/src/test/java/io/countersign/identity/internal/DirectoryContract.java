package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.Agent;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every directory answers, wherever its people are kept. */
abstract class DirectoryContract {

  static final String PEOPLE =
      """
      people:
        zoe: {groups: [data-owners]}
        ada:
          name: Ada Lovelace
          email: ada@example.org
          groups: [analysts, directory-admins]
          identities: {tasklist: alovelace, slack: [U01, U02]}
        grace: {groups: [data-owners, data-owners], identities: {tasklist: "42"}}
        tom: {groups: [data-owners], disabled: true, identities: {tasklist: tom.t}}
      agents:
        release-bot: {owner: ada, name: Release robot, identities: {oidc: bot-7}}
        orphan-bot: {owner: tom}
        sleeping-bot: {owner: ada, disabled: true}
      """;

  /** A directory of these people and no others. */
  abstract Directory directory(String yaml);

  /** What somebody who offers such a file is told. */
  abstract String refusal(String yaml);

  @ParameterizedTest
  @CsvSource({
    "directory,ada",
    "tasklist,alovelace",
    "slack,U01",
    "slack,U02",
    "email,ada@example.org"
  })
  void resolve_anyNameOfAPerson_isThatPerson(String system, String subject) {
    assertThat(directory(PEOPLE).resolve(new LinkedIdentity(system, subject)))
        .isInstanceOfSatisfying(
            Resolution.Known.class,
            known -> {
              assertThat(known.person().id()).isEqualTo("ada");
              assertThat(known.person().name()).isEqualTo("Ada Lovelace");
              assertThat(known.person().groups())
                  .containsExactlyInAnyOrder("analysts", "directory-admins");
              assertThat(known.person().identities()).hasSize(4);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "tasklist,ALovelace",
    "tasklist,' alovelace'",
    "tasklist,U01",
    "Tasklist,alovelace",
    "slack,u01",
    "email,Ada@example.org",
    "email,ada",
    "tasklist,''",
    "tasklist,%",
    "directory,alovelace"
  })
  void resolve_almostAName_isUnknown(String system, String subject) {
    assertThat(directory(PEOPLE).resolve(new LinkedIdentity(system, subject)))
        .isInstanceOf(Resolution.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADA", "alovelace", "ada@example.org", "", "null", "data-owners"})
  void resolve_whatIsNoDirectoryId_isUnknown(String id) {
    assertThat(directory(PEOPLE).resolve(id)).isEqualTo(new Resolution.Unknown(id));
  }

  @Test
  void resolve_nameThatLooksLikeANumber_isComparedAsText() {
    assertThat(directory(PEOPLE).resolve(LinkedIdentity.tasklist("42")))
        .isInstanceOf(Resolution.Known.class);
  }

  @Test
  void resolve_disabledPerson_isDisabledUnderEveryName() {
    Directory directory = directory(PEOPLE);
    assertThat(directory.resolve("tom")).isEqualTo(new Resolution.Disabled("tom"));
    assertThat(directory.resolve(LinkedIdentity.tasklist("tom.t")))
        .isEqualTo(new Resolution.Disabled("tom"));
  }

  @Test
  void resolve_agent_isTheAgent() {
    LinkedIdentity atProvider = new LinkedIdentity("oidc", "bot-7");
    Agent robot = new Agent("release-bot", "Release robot", "ada", List.of(atProvider));
    Directory directory = directory(PEOPLE);
    assertThat(directory.resolve("release-bot")).isEqualTo(new Resolution.IsAgent(robot));
    assertThat(directory.resolve(LinkedIdentity.directory("release-bot")))
        .isEqualTo(new Resolution.IsAgent(robot));
    assertThat(directory.resolve(atProvider)).isEqualTo(new Resolution.IsAgent(robot));
    assertThat(directory.agent("release-bot")).contains(robot);
    assertThat(directory.agent("ada")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orphan-bot", "sleeping-bot"})
  void resolve_agentThatNobodyAnswersFor_isDisabledAndKeepsItsOwner(String id) {
    Directory directory = directory(PEOPLE);
    assertThat(directory.resolve(id)).isEqualTo(new Resolution.Disabled(id));
    assertThat(directory.agent(id)).isPresent();
  }

  @Test
  void members_ofAGroup_areTheActiveOnesInOrder() {
    Directory directory = directory(PEOPLE);
    assertThat(directory.members("data-owners"))
        .extracting(Person::id)
        .containsExactly("grace", "zoe");
    assertThat(directory.members("Data-Owners")).isEmpty();
  }

  @Test
  void addressOfTwoPeople_isRefused() {
    assertThat(
            refusal(
                """
                people:
                  ada: {email: team@example.org}
                  bob: {identities: {email: [b@example.org, team@example.org]}}
                """))
        .contains("identity 'email:team@example.org' belongs to both 'ada' and 'bob'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people: {ada: {identities: {directory: grace}}} | names the directory itself",
        "people: {ada: {identities: {slack: ''}}} | is not a system and a name",
        "people: {ada: {identities: {slack: [U1, null]}}} | is not a system and a name",
        "people: {ada: {identities: {'a b': x}}} | is not a system and a name",
        "people: {ada: {}}\\nagents: {ada: {owner: ada}} | both a person and an agent",
        "people: {ada: {}}\\nagents: {bot: {owner: eve}} | owned by 'eve'",
        "people: {ada: {}}\\nagents: {bot: {owner: ada, disabled: 1}} | not true or false"
      })
  void ambiguousOrBrokenFile_isRefused(String yaml, String why) {
    assertThat(refusal(yaml.replace("\\n", "\n"))).contains(why);
  }
}
