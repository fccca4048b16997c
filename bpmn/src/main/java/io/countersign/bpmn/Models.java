package io.countersign.bpmn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every model that Countersign deploys, read from this module's jar.
 *
 * <p>Models call one another, their decisions and their forms with binding type
 * <em>deployment</em>, so all of them must be deployed in one command. They are written for
 * clusters from 8.8 on; an older cluster refuses the task listeners in them, so leave those out
 * before deploying there.
 */
public final class Models {

  private static final List<Model> ALL =
      List.of(
          read(Model.Kind.PROCESS, "release-dataset.bpmn"),
          read(Model.Kind.PROCESS, "preprocess-dataset.bpmn"),
          read(Model.Kind.PROCESS, "export-dataset.bpmn"),
          read(Model.Kind.PROCESS, "perform-action.bpmn"),
          read(Model.Kind.PROCESS, "review-break-glass.bpmn"),
          read(Model.Kind.PROCESS, "review-action.bpmn"),
          read(Model.Kind.DECISION, "action-policy.dmn"),
          read(Model.Kind.DECISION, "masking-policy.dmn"),
          read(Model.Kind.FORM, "review-action.form"),
          read(Model.Kind.FORM, "review-masking-plan.form"));

  private Models() {}

  /** All models, processes first. */
  public static List<Model> all() {
    return ALL;
  }

  /** The models of one kind. */
  public static List<Model> all(Model.Kind kind) {
    return ALL.stream().filter(model -> model.kind() == kind).toList();
  }

  private static Model read(Model.Kind kind, String fileName) {
    String resource = kind.folder() + "/" + fileName;
    try (InputStream in = Models.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + resource + "; build it again.");
      }
      return new Model(kind, fileName, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource + " from the jar.", e);
    }
  }
}
