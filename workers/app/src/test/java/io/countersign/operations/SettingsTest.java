package io.countersign.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  @Test
  void problems_ofNothing_areListedAllAtOnceByName() {
    assertThat(problems())
        .extracting(Check::name)
        .contains(
            "spring.datasource.url",
            "countersign.data-dir",
            "countersign.history.digest-key-file",
            "countersign.engine.grpc-address",
            "countersign.engine.rest-address",
            "countersign.oidc.issuers");
  }

  @Test
  void problems_ofWhatIsComplete_areNone() throws Exception {
    assertThat(problems(complete())).isEmpty();
  }

  @Test
  void problems_ofContradictions_nameEach() throws Exception {
    assertThat(
            problems(
                complete(
                    "--countersign.engine.saas.cluster-id=abc",
                    "--countersign.directory.kind=file",
                    "--countersign.ledger.origin=with space",
                    "--countersign.ledger.quorum=0",
                    "--countersign.review.expiry=soon",
                    "--server.port=9000",
                    "--management.server.port=9000")))
        .extracting(Check::name)
        .contains(
            "countersign.engine",
            "countersign.directory.kind",
            "countersign.ledger",
            "countersign.review.expiry",
            "management.server.port");
  }

  @Test
  void problems_ofFilesThatAreNotThere_sayWhichAndWhatToDo() throws Exception {
    List<Check> problems = problems(complete("--countersign.secrets-dir=" + folder + "/none"));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().found()).contains(folder + "/none");
    assertThat(problems.getFirst().fix()).isNotBlank();
  }

  @Test
  void problems_ofAnotherDatabase_doNotRepeatItsAddress() throws Exception {
    List<Check> problems =
        problems(complete("--spring.datasource.url=jdbc:mysql://u:secret@host/x"));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().found()).doesNotContain("secret");
  }

  private String[] complete(String... more) throws Exception {
    Path key = Files.writeString(folder.resolve("history.key"), "00");
    Path tokens = Files.writeString(folder.resolve("tokens"), "");
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=jdbc:postgresql://db/countersign",
                "--countersign.data-dir=" + folder,
                "--countersign.history.digest-key-file=" + key,
                "--countersign.engine.grpc-address=http://engine:26500",
                "--countersign.engine.rest-address=http://engine:8080",
                "--countersign.api.tokens-file=" + tokens));
    for (String setting : more) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      settings.removeIf(other -> other.startsWith(name));
      settings.add(setting);
    }
    return settings.toArray(String[]::new);
  }

  private static List<Check> problems(String... arguments) {
    return Settings.problems(Settings.read(List.of(arguments)));
  }
}
