package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelsTest {

  @Test
  void all_everyFileInTheFolders_isListedOnce() throws IOException {
    try (Stream<Path> files =
        Stream.of("processes", "decisions", "forms").flatMap(ModelsTest::filesIn)) {
      List<String> onDisk =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith(".tests.yaml"))
              .toList();
      assertThat(Models.all())
          .extracting(Model::fileName)
          .containsExactlyInAnyOrderElementsOf(onDisk);
    }
  }

  @Test
  void id_isTheFileNameWithoutExtension() {
    assertThat(Models.all(Model.Kind.DECISION))
        .extracting(Model::id)
        .containsExactly("action-policy", "masking-policy");
  }

  private static Stream<Path> filesIn(String folder) {
    try {
      return Files.list(Path.of(folder));
    } catch (IOException e) {
      throw new AssertionError("Run the tests in the module's own folder.", e);
    }
  }
}
