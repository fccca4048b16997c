package io.countersign.bpmn;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.BaseElement;
import io.camunda.zeebe.model.bpmn.instance.ExtensionElements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** The process models as objects. */
final class ParsedModels {
  private static final List<Parsed> ALL =
      Models.all(Model.Kind.PROCESS).stream().map(ParsedModels::parse).toList();

  /** One process model. */
  record Parsed(Model model, BpmnModelInstance bpmn) {

    <T extends ModelElementInstance> Stream<T> every(Class<T> type) {
      return bpmn.getModelElementsByType(type).stream();
    }

    @Override
    public String toString() {
      return model.fileName();
    }
  }

  private ParsedModels() {}

  static Stream<Parsed> all() {
    return ALL.stream();
  }

  static <T extends ModelElementInstance> Stream<T> every(Class<T> type) {
    return all().flatMap(parsed -> parsed.every(type));
  }

  /** The Zeebe extension of that type on an element. */
  static <T extends ModelElementInstance> Optional<T> extension(
      BaseElement element, Class<T> type) {
    ExtensionElements extensions = element.getExtensionElements();
    return extensions == null
        ? Optional.empty()
        : extensions.getElementsQuery().filterByType(type).list().stream().findFirst();
  }

  /** A model under {@code examples}: not ours to deploy. */
  static Model example(String fileName) {
    try {
      return new Model(
          Model.Kind.PROCESS, fileName, Files.readString(Path.of("examples", fileName)));
    } catch (IOException e) {
      throw new AssertionError("Run the tests in the module's own folder.", e);
    }
  }

  static Stream<Parsed> examples() {
    return Stream.of("help-desk-agent.bpmn", "share-customers.bpmn")
        .map(ParsedModels::example)
        .map(ParsedModels::parse);
  }

  private static Parsed parse(Model model) {
    BpmnModelInstance bpmn =
        Bpmn.readModelFromStream(
            new ByteArrayInputStream(model.text().getBytes(StandardCharsets.UTF_8)));
    Bpmn.validateModel(bpmn);
    return new Parsed(model, bpmn);
  }
}
