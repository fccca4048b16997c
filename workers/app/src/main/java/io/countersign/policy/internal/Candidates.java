package io.countersign.policy.internal;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.bpmn.decisions.ModelXml;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.PolicyResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Knows which files may be proposed, and what the set would be with them. */
@Component
class Candidates {

  static final String PREFIX = "resource.";

  /** The version that a proposal was made against; it is void once another is in force. */
  static final String BASE = "base";

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private final Pins pins;
  private final PolicyFiles files;

  Candidates(Pins pins, PolicyFiles files) {
    this.pins = pins;
    this.files = files;
  }

  /** The kind of a file of this name, if it is one of ours. */
  Optional<Model.Kind> kind(String fileName) {
    Optional<Model.Kind> pinned =
        pins.inForce().stream()
            .map(pin -> pin.resource().model())
            .filter(model -> model.fileName().equals(fileName))
            .map(Model::kind)
            .findFirst();
    return pinned.or(
        () ->
            Models.all().stream()
                .filter(model -> model.fileName().equals(fileName))
                .map(Model::kind)
                .findFirst());
  }

  /** What is wrong with a file, in a sentence each. */
  static List<String> problems(Model model) {
    try {
      switch (model.kind()) {
        case DECISION -> table(model);
        case PROCESS -> process(model);
        case FORM -> form(model);
      }
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static void table(Model model) {
    DecisionTable table = DecisionTable.read(model.fileName(), model.text());
    same(model, table.id());
    for (String output : List.of("ruling", "why")) {
      if (!table.outputs().contains(output)) {
        throw new IllegalArgumentException(
            "'" + model.fileName() + "' has no output '" + output + "'.");
      }
    }
  }

  private static void process(Model model) {
    NodeList processes =
        ModelXml.parse(model.fileName(), model.text()).getElementsByTagNameNS(BPMN, "process");
    if (processes.getLength() != 1 || !(processes.item(0) instanceof Element process)) {
      throw new IllegalArgumentException(
          "'" + model.fileName() + "' holds " + processes.getLength() + " processes, not one.");
    }
    same(model, process.getAttribute("id"));
  }

  private static void form(Model model) {
    try {
      same(model, JsonMapper.shared().readTree(model.text()).path("id").asString(""));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "'" + model.fileName() + "' is no form: it is not JSON.", e);
    }
  }

  private static void same(Model model, String id) {
    if (!model.id().equals(id)) {
      throw new IllegalArgumentException(
          "'" + model.fileName() + "' holds '" + id + "'; file and id must be the same.");
    }
  }

  /**
   * The stored files that a target names.
   *
   * @param problems receives what is wrong with them
   */
  List<PolicyResource> named(Map<String, String> target, List<String> problems) {
    List<PolicyResource> named = new ArrayList<>();
    target.forEach(
        (field, digest) -> {
          if (field.startsWith(PREFIX)) {
            String name = field.substring(PREFIX.length());
            kind(name)
                .flatMap(kind -> files.candidate(kind, name, digest))
                .ifPresentOrElse(
                    named::add,
                    () ->
                        problems.add(
                            "Nobody proposed a '"
                                + name
                                + "' with the digest "
                                + digest
                                + ". Propose the file first: countersign policy propose."));
          }
        });
    if (named.isEmpty() && problems.isEmpty()) {
      problems.add("The action names no file. Propose one: countersign policy propose FILE.");
    }
    return named;
  }

  /** The set in force with these files in it. */
  List<PolicyResource> setWith(List<PolicyResource> changed) {
    Map<String, PolicyResource> set = new LinkedHashMap<>();
    pins.inForce().stream().map(Pin::resource).forEach(pin -> set.put(pin.name(), pin));
    changed.forEach(resource -> set.put(resource.name(), resource));
    return List.copyOf(set.values());
  }
}
