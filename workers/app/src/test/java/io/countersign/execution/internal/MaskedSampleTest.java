package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.Stub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedSampleTest {

  @TempDir private Path folder;

  @Test
  void of_file_isItsHeaderAndFirstFourRows() throws IOException {
    assertThat(sample("id;name\n1;a\n2;b\n3;\"c;d\"\n4;e\n5;f\n"))
        .containsExactly(
            List.of("id", "name"),
            List.of("1", "a"),
            List.of("2", "b"),
            List.of("3", "c;d"),
            List.of("4", "e"));
  }

  @Test
  void of_jsonLines_isATableOfItsPaths() throws IOException {
    assertThat(sample("{\"a\":{\"b\":1},\"c\":[\"x\",\"y\"]}\n{\"d\":true}\n"))
        .containsExactly(
            List.of("a.b", "c[]", "d"), List.of("1", "x, y", ""), List.of("", "", "true"));
  }

  @Test
  void of_longCell_isShortenedBetweenCharacters() throws IOException {
    String smile = "\ud83d\ude00";
    for (int before = 56; before <= 60; before++) {
      List<List<String>> rows = sample("note\n" + "x".repeat(before) + smile.repeat(4) + "\n");
      String cell = rows.get(1).getFirst();
      assertThat(cell).endsWith("…").hasSizeLessThanOrEqualTo(60);
      assertThat(CanonicalJson.of(List.of(cell))).contains("…");
    }
  }

  @Test
  void of_unreadableFile_isEmptyInsteadOfAFault() throws IOException {
    assertThat(sample("id\n\"never closed")).hasSizeLessThanOrEqualTo(2);
    Files.delete(folder.resolve("masked.csv"));
    assertThat(read()).isEmpty();
  }

  private List<List<String>> sample(String csv) throws IOException {
    Files.writeString(folder.resolve("masked.csv"), csv);
    return read();
  }

  private List<List<String>> read() {
    Revision revision =
        new Revision(
            "sha256:00",
            "customers",
            Stage.MASKED,
            folder.resolve("masked.csv"),
            1,
            1,
            Optional.empty(),
            Optional.empty());
    return new MaskedSample(Stub.of(Datasets.class).on("get", args -> revision).get())
        .of("sha256:00");
  }
}
