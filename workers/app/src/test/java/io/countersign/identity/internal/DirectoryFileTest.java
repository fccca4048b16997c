package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryFileTest {

  private static final String GOOD =
      """
      people:
        ada:
          name: Ada Lovelace
          email: ada@example.org
          groups: [analysts]
          identities: {tasklist: alovelace, slack: U01}
        grace: {groups: [data-owners, data-owners]}
        tom: {groups: [data-owners], disabled: true, identities: {tasklist: tom}}
      agents:
        release-bot: {owner: ada}
      """;

  @TempDir private Path folder;

  @Test
  void read_goodFile_resolvesEveryNameOfAPerson() throws IOException {
    FileDirectory directory = directory(GOOD);
    for (LinkedIdentity identity :
        new LinkedIdentity[] {
          LinkedIdentity.directory("ada"),
          LinkedIdentity.tasklist("alovelace"),
          new LinkedIdentity("slack", "U01"),
          new LinkedIdentity("email", "ada@example.org")
        }) {
      assertThat(directory.resolve(identity))
          .as("%s", identity)
          .isInstanceOfSatisfying(
              Resolution.Known.class,
              known -> assertThat(known.person().name()).isEqualTo("Ada Lovelace"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADA", "alovelace", "ada@example.org", "", "null"})
  void resolve_nameOfAnotherSystem_isUnknownAsADirectoryId(String id) throws IOException {
    assertThat(directory(GOOD).resolve(id)).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void resolve_disabledPerson_isDisabledUnderEveryNameAndNoMember() throws IOException {
    FileDirectory directory = directory(GOOD);
    assertThat(directory.resolve("tom")).isInstanceOf(Resolution.Disabled.class);
    assertThat(directory.resolve(LinkedIdentity.tasklist("tom")))
        .isInstanceOf(Resolution.Disabled.class);
    assertThat(directory.members("data-owners")).extracting(Person::id).containsExactly("grace");
  }

  @Test
  void resolve_agent_isAnAgentWithItsOwner() throws IOException {
    FileDirectory directory = directory(GOOD);
    assertThat(directory.resolve(LinkedIdentity.directory("release-bot")))
        .isInstanceOf(Resolution.IsAgent.class);
    assertThat(directory.agent("release-bot").orElseThrow().owner()).isEqualTo("ada");
    assertThat(directory.agent("ada")).isEmpty();
  }

  @Test
  void read_fileFullOfProblems_listsThemAll() {
    assertThatThrownBy(
            () ->
                directory(
                    """
                    people:
                      ada: {groups: analysts, identities: {tasklist: x}}
                      bob: {identities: {tasklist: x}}
                      eve: {identities: [tasklist]}
                      joe:
                      kim: {groups: [a], disabled: "true"}
                    agents:
                      ada: {owner: ghost}
                      bot: {}
                    """))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "people.yaml",
            "the groups of 'ada' are not a list",
            "identity 'tasklist:x' belongs to both 'ada' and 'bob'",
            "identities of 'eve'",
            "person 'joe'",
            "'disabled' of 'kim'",
            "agent 'ada' is owned by 'ghost'",
            "'ada' is both a person and an agent",
            "agent 'bot' is owned by 'null'");
  }

  @Test
  void read_duplicateKey_isRefusedAsOneWouldHideTheOther() {
    assertThatThrownBy(() -> directory("people:\n  ada: {}\n  ada: {groups: [admins]}\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("not valid YAML", "ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "people: {}", "people:", "[]", "just text", "agents: {}"})
  void read_fileWithoutPeople_isRefused(String yaml) {
    assertThatThrownBy(() -> directory(yaml))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it names no people");
  }

  @Test
  void read_yamlThatWouldMakeObjects_isRefused() {
    assertThatThrownBy(() -> directory("people: !!java.io.File [/tmp]"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void read_missingFile_saysWhichAndWhatToSet() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> DirectoryFile.read(missing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("missing.yaml", "countersign.directory.file");
  }

  private FileDirectory directory(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("people.yaml"), yaml);
    return new FileDirectory(DirectoryFile.read(file));
  }
}
