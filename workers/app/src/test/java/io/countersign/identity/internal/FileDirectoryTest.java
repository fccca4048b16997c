package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchIllegalStateException;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryContent.AgentEntry;
import io.countersign.identity.DirectoryContent.PersonEntry;
import org.junit.jupiter.api.Test;

class FileDirectoryTest extends DirectoryContract {

  @Override
  Directory directory(String yaml) {
    return new FileDirectory(DirectoryFile.parse("of the test", yaml));
  }

  @Override
  String refusal(String yaml) {
    return String.valueOf(catchIllegalStateException(() -> directory(yaml)).getMessage());
  }

  @Test
  void administration_ofAFile_showsAllAndChangesNothing() {
    DirectoryFile file = DirectoryFile.parse("of the test", PEOPLE);
    DirectoryAdministration administration =
        new FileAdministration(
            file, new Administrators(new FileDirectory(file), "directory-admins"));

    assertThat(administration.content().people())
        .extracting(entry -> entry.person().id())
        .containsExactly("ada", "grace", "tom", "zoe");
    assertThat(administration.content().people())
        .filteredOn(PersonEntry::disabled)
        .extracting(entry -> entry.person().id())
        .containsExactly("tom");
    assertThat(administration.content().agents())
        .filteredOn(AgentEntry::disabled)
        .extracting(entry -> entry.agent().id())
        .containsExactly("sleeping-bot");
    assertThat(administration.objection("ada")).isEmpty();
    assertThat(administration.objection("grace"))
        .hasValueSatisfying(no -> assertThat(no.reason()).isEqualTo(Reason.NOT_ADMINISTRATOR));
    assertThat(administration.apply("ada", new DisablePerson("zoe")))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.READ_ONLY));
    assertThat(administration.importAll("ada", PEOPLE)).isInstanceOf(Refused.class);
    assertThat(administration.changes()).isEmpty();
  }
}
