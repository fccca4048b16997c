package io.countersign.bpmn;

/**
 * One file that is deployed to the engine.
 *
 * @param kind what the file describes
 * @param fileName its name, such as {@code review-action.bpmn}: the resource name in the engine
 * @param text its content, as it is written for clusters from 8.8 on
 */
public record Model(Kind kind, String fileName, String text) {

  /** What a model file describes, and the folder in which it lies. */
  public enum Kind {
    PROCESS("processes"),
    DECISION("decisions"),
    FORM("forms");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    String folder() {
      return folder;
    }
  }

  /** The id under which the engine knows the model: the file name without its extension. */
  public String id() {
    return fileName.substring(0, fileName.lastIndexOf('.'));
  }
}
