package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what modellers fill in, with an error that says what is missing or wrong. */
final class Inputs {

  static final String REJECTION = "rejection";

  private Inputs() {}

  /**
   * Lets a process begin, unless what the step that called it asked for was rejected.
   *
   * @param code the BPMN error that says so
   */
  static void admitted(ActivatedJob job, String code) throws BusinessError {
    Optional<String> rejection = Vars.text(job, REJECTION);
    if (rejection.isPresent()) {
      throw new BusinessError(code, rejection.get());
    }
  }

  /** Something that a modeller filled in cannot be used. */
  static final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }

    Unfit(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static String text(ActivatedJob job, String name) {
    return Vars.text(job, name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new Unfit("'" + name + "' is missing. Fill in the step."));
  }

  /** A context of texts, numbers and truth values, as texts; empty where there is none. */
  static Map<String, String> texts(ActivatedJob job, String name) {
    Object value = job.getVariablesAsMap().get(name);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> fields)) {
      throw new Unfit("'" + name + "' is no context. Write for example {role: \"reader\"}.");
    }
    Map<String, String> texts = new HashMap<>();
    fields.forEach(
        (field, content) -> {
          if (content instanceof Map || content instanceof Iterable) {
            throw new Unfit("'" + name + "." + field + "' is no single value.");
          }
          if (content != null) {
            texts.put(String.valueOf(field), content.toString());
          }
        });
    return texts;
  }
}
