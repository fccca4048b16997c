package io.countersign.policy;

import io.countersign.bpmn.Model;
import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;

/**
 * A file that rules or steers: a decision table, a process or a form, as its author wrote it.
 *
 * @param model its kind, name and text
 * @param digest SHA-256 of the text, with prefix; what {@code sha256sum} says of the file
 */
public record PolicyResource(Model model, String digest) {

  /** A resource with the digest of its text. */
  public static PolicyResource of(Model model) {
    return new PolicyResource(model, Digests.sha256(model.text().getBytes(StandardCharsets.UTF_8)));
  }

  /** The file's name, under which it is proposed, deployed and pinned. */
  public String name() {
    return model.fileName();
  }

  /** The id under which the engine knows it. */
  public String id() {
    return model.id();
  }
}
