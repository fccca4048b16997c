package io.countersign.releases.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.releases.Destination;
import io.countersign.releases.ReleaseRequest;
import io.countersign.testing.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  @TempDir private Path folder;
  private Path source;
  private final People people =
      new People().person("ada").person("tom").disable("tom").agent("release-bot", "ada");
  private final Admission admission = new Admission(people);

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(folder.resolve("customers.csv"), "id\n1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "release-bot"})
  void problems_goodRequestOfAPersonOrAnAgent_areNone(String requester) {
    assertThat(problems(source, folder.resolve("out.csv"), "why", requester)).isEmpty();
  }

  @Test
  void problems_everythingWrong_areListedAtOnce() {
    List<String> problems =
        problems(folder.resolve("missing.csv"), folder.resolve("no/out.csv"), " ", "ghost");
    assertThat(problems).hasSize(4);
    assertThat(String.join("\n", problems))
        .contains("missing.csv", "no/out.csv", "no reason", "'ghost'");
  }

  @Test
  void problems_relativePaths_areRefused() {
    assertThat(problems(Path.of("a.csv"), Path.of("b.csv"), "why", "ada")).hasSize(2);
  }

  @Test
  void problems_destinationThatClimbs_isRefused() {
    Path climbing = Path.of(folder + "/sub/../out.csv");
    assertThat(problems(source, climbing, "why", "ada"))
        .singleElement()
        .asString()
        .contains("absolute, normal");
  }

  @Test
  void problems_folderAsSource_isRefused() {
    assertThat(problems(folder, folder.resolve("out.csv"), "why", "ada"))
        .singleElement()
        .asString()
        .contains("not a file");
  }

  @Test
  void problems_existingDestination_isRefused() {
    assertThat(problems(source, source, "why", "ada"))
        .singleElement()
        .asString()
        .contains("already exists");
  }

  @Test
  void problems_reasonOfTwoThousandCharacters_areNoneAndOfOneMoreAreOne() {
    Path out = folder.resolve("out.csv");
    assertThat(problems(source, out, "r".repeat(2_000), "ada")).isEmpty();
    assertThat(problems(source, out, "r".repeat(2_001), "ada"))
        .singleElement()
        .asString()
        .contains("2001", "2000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "half of a pair: \ud83d"})
  void problems_reasonThatCannotBeStored_isRefused(String reason) {
    assertThat(problems(source, folder.resolve("out.csv"), reason, "ada"))
        .singleElement()
        .asString()
        .contains("reason")
        .doesNotContain("\u0000");
  }

  @Test
  void problems_disabledRequester_isRefused() {
    assertThat(problems(source, folder.resolve("out.csv"), "why", "tom"))
        .singleElement()
        .asString()
        .contains("'tom' may no longer act");
  }

  private List<String> problems(Path from, Path to, String reason, String requester) {
    return admission.problems(
        new ReleaseRequest(from, new Destination.File(to), reason, requester));
  }
}
