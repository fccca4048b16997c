package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Element templates fill in what the workers read. */
class ElementTemplateInputsTest {

  static Stream<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../bpmn/element-templates"))) {
      return files.sorted().toList().stream();
    }
  }

  private static List<String> bound(JsonNode template, String binding, String field) {
    List<String> found = new ArrayList<>();
    for (JsonNode property : template.path("properties")) {
      if (property.path("binding").path("type").asString().equals(binding)
          && !property.path("binding").path("property").asString("").equals("retries")) {
        found.add(
            field.equals("value")
                ? property.path("value").asString()
                : property.path("binding").path(field).asString());
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void template_fillsInWhatItsWorkerReads(Path file) throws Exception {
    JsonNode template = JsonMapper.shared().readTree(Files.readString(file));
    List<String> given = bound(template, "zeebe:input", "name");
    List<String> types = bound(template, "zeebe:taskDefinition", "value");
    if (!bound(template, "zeebe:executionListener", "value")
        .contains("countersign.release.close")) {
      types.addAll(bound(template, "zeebe:executionListener", "value"));
    }
    for (String type : types) {
      assertThat(given).containsExactlyInAnyOrderElementsOf(WorkerBeans.task(type).reads());
    }
  }

  @Test
  void templates_areThere() throws IOException {
    assertThat(templates()).hasSizeGreaterThan(8);
  }
}
