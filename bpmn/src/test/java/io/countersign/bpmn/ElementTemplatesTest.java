package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What modellers drag into their models leads to what is there. */
class ElementTemplatesTest {

  /** An element template, read. */
  record Template(String fileName, Map<String, Object> content) {

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> properties() {
      return (List<Map<String, Object>>) content.get("properties");
    }

    /** The values of all properties with such a binding. */
    List<String> values(String binding, String property) {
      List<String> values = new ArrayList<>();
      for (Map<String, Object> each : properties()) {
        Map<?, ?> bound = (Map<?, ?>) each.get("binding");
        Object name = bound.get("property");
        if (binding.equals(bound.get("type")) && (name == null || name.equals(property))) {
          values.add(String.valueOf(each.get("value")));
        }
      }
      return values;
    }

    @Override
    public String toString() {
      return fileName;
    }
  }

  static Stream<Template> templates() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("element-templates"))) {
      return files.sorted().map(ElementTemplatesTest::read).toList().stream();
    }
  }

  /** JSON is YAML. */
  private static Template read(Path file) {
    try {
      return new Template(file.getFileName().toString(), new Yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void templates_haveIdsOfTheirOwn() throws IOException {
    assertThat(templates().map(template -> template.content().get("id")))
        .hasSizeGreaterThan(8)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void template_isIdentifiedVersionedAndExplained(Template template) {
    String file = template.fileName().replace(".json", "");
    assertThat(template.content())
        .containsEntry("id", "io.countersign." + file + ".v1")
        .containsKeys("$schema", "version", "icon", "engines", "groups", "description");
    assertThat(template.properties())
        .filteredOn(property -> !"Hidden".equals(property.get("type")))
        .allSatisfy(property -> assertThat(property).containsKeys("label", "group"))
        .allMatch(
            p ->
                p.containsKey("description")
                    || p.containsKey("tooltip")
                    || p.containsKey("choices"));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void template_asksForJobsAndProcessesThatThereAre(Template template) {
    List<String> jobs = new ArrayList<>(template.values("zeebe:taskDefinition", "type"));
    jobs.addAll(template.values("zeebe:executionListener", ""));
    List<String> processes = template.values("zeebe:calledElement", "processId");

    assertThat(jobs.size() + processes.size()).isPositive();
    List<String> known = new ArrayList<>(JobTypes.all());
    known.addAll(JobTypes.offered());
    assertThat(known).containsAll(jobs);
    assertThat(Models.all(Model.Kind.PROCESS)).extracting(Model::id).containsAll(processes);
  }

  /** Variables of the modeller's process stay out of ours, and ours out of theirs. */
  @ParameterizedTest
  @MethodSource("templates")
  void template_ofACall_passesNothingUnsaid(Template template) {
    int calls = template.values("zeebe:calledElement", "processId").size();
    assertThat(template.values("zeebe:calledElement", "propagateAllParentVariables"))
        .hasSize(calls)
        .allMatch("false"::equals);
    assertThat(template.values("zeebe:calledElement", "propagateAllChildVariables"))
        .hasSize(calls)
        .allMatch("false"::equals);
  }

  @Test
  void offeredJobs_areThoseThatOnlyTemplatesAskFor() throws IOException {
    List<String> asked = new ArrayList<>();
    templates()
        .forEach(
            template -> {
              asked.addAll(template.values("zeebe:taskDefinition", "type"));
              asked.addAll(template.values("zeebe:executionListener", ""));
            });
    asked.removeAll(JobTypes.all());
    assertThat(asked).hasSameElementsAs(JobTypes.offered());
    assertThat(JobTypes.all()).doesNotContainAnyElementsOf(JobTypes.offered());
  }
}
