package io.countersign.actions;

import io.countersign.spi.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What someone wants done. Everything here is covered by the action's digest.
 *
 * @param effect the effect's type, for example {@code dataset.export}
 * @param environment where it acts, for example {@code production}
 * @param target where the effect lands, resolved
 * @param parameters how
 * @param input the dataset revision that is read, when one is
 * @param data what is known of the data: classes, counts and treatments, never values
 * @param traits what the effect says of itself: reversible, for how long, trust in the target
 * @param authors who asks, for whom, and who changed it
 * @param reason why, in the requester's words
 * @param breakGlass whether the requester asks to go ahead without a review, in an emergency
 * @param supersedes digest of the action that this one takes the place of
 * @param executeBefore latest time of execution
 */
public record ActionRequest(
    String effect,
    String environment,
    Map<String, String> target,
    Map<String, String> parameters,
    Optional<InputDataset> input,
    DataFacts data,
    Traits traits,
    Authors authors,
    String reason,
    boolean breakGlass,
    Optional<String> supersedes,
    Instant executeBefore) {

  public ActionRequest {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
  }

  /** Directory id of the person or agent that asks. */
  public String requestedBy() {
    return authors.requestedBy();
  }

  /** The same request with what its effect says of it. */
  public ActionRequest withTraits(Traits known) {
    return new ActionRequest(
        effect,
        environment,
        target,
        parameters,
        input,
        data,
        known,
        authors,
        reason,
        breakGlass,
        supersedes,
        executeBefore);
  }

  /** The same request with other authors and in another's place. */
  public ActionRequest inPlaceOf(String digest, Authors changed) {
    return new ActionRequest(
        effect,
        environment,
        target,
        parameters,
        input,
        data,
        traits,
        changed,
        reason,
        breakGlass,
        Optional.of(digest),
        executeBefore);
  }

  /**
   * Whose work an action is. None of them, nor an agent's owner, may countersign it.
   *
   * @param requestedBy directory id of the person or agent that asks
   * @param onBehalfOf directory id of the person it asks for, when that is someone else
   * @param modifiedBy directory ids of the people who changed what was asked for
   */
  public record Authors(String requestedBy, Optional<String> onBehalfOf, Set<String> modifiedBy) {

    public Authors {
      modifiedBy = Set.copyOf(modifiedBy);
    }

    /** The same, and one more who changed it. */
    public Authors and(String modifier) {
      Set<String> all = new TreeSet<>(modifiedBy);
      all.add(modifier);
      return new Authors(requestedBy, onBehalfOf, all);
    }

    /** Someone who asks for themselves. */
    public static Authors only(String requestedBy) {
      return new Authors(requestedBy, Optional.empty(), Set.of());
    }
  }

  /**
   * The dataset that an effect reads.
   *
   * @param dataset its name
   * @param sha256 digest of the revision that is read, with prefix
   * @param bytes size of that revision
   * @param rows records in it
   * @param sourceSha256 digest of the revision that it was made from
   * @param maskingPlan digest of the plan that it was made by
   */
  public record InputDataset(
      String dataset,
      String sha256,
      long bytes,
      long rows,
      String sourceSha256,
      String maskingPlan) {}

  /**
   * What policy and reviewers need to know of the data.
   *
   * @param classes data classes present in the original
   * @param identifiersMasked whether every identifier column was transformed
   * @param waivers identifier columns left in clear on request
   * @param rowCount records affected
   * @param residualRisk {@code none}, {@code low} or {@code high}, as verification found
   * @param columns each column's class and treatment
   */
  public record DataFacts(
      Set<String> classes,
      boolean identifiersMasked,
      long waivers,
      long rowCount,
      String residualRisk,
      List<Column> columns) {

    /** For effects that touch no dataset. */
    public static final DataFacts NONE = new DataFacts(Set.of(), true, 0, 0, "none", List.of());

    public DataFacts {
      classes = Set.copyOf(classes);
      columns = List.copyOf(columns);
    }
  }

  /** One column: its name, the class of its data, and what was done to it. */
  public record Column(String name, String dataClass, String treatment) {}

  /** The whole request as plain JSON values, for sealing. */
  Map<String, Object> content() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", SealedAction.TYPE);
    json.put("effect", effect);
    json.put("environment", environment);
    json.put("target", target);
    json.put("parameters", parameters);
    input.ifPresent(in -> json.put("input", inputContent(in)));
    json.put("data", dataContent());
    json.put("traits", traitsContent());
    json.put("requestedBy", authors.requestedBy());
    authors.onBehalfOf().ifPresent(person -> json.put("onBehalfOf", person));
    if (!authors.modifiedBy().isEmpty()) {
      json.put("modifiedBy", new TreeSet<>(authors.modifiedBy()));
    }
    json.put("reason", reason);
    if (breakGlass) {
      json.put("breakGlass", true);
    }
    supersedes.ifPresent(digest -> json.put("supersedes", digest));
    json.put("executeBefore", executeBefore.toString());
    return json;
  }

  private Map<String, Object> traitsContent() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("reversible", traits.reversible());
    traits.window().ifPresent(window -> content.put("window", window.toString()));
    content.put("trust", traits.trust());
    return content;
  }

  private static Map<String, Object> inputContent(InputDataset in) {
    return Map.of(
        "dataset", in.dataset(),
        "sha256", in.sha256(),
        "bytes", in.bytes(),
        "rows", in.rows(),
        "sourceSha256", in.sourceSha256(),
        "maskingPlan", in.maskingPlan());
  }

  private Map<String, Object> dataContent() {
    List<Map<String, String>> list = new ArrayList<>();
    for (Column column : data.columns()) {
      list.add(
          Map.of(
              "name", column.name(),
              "class", column.dataClass(),
              "treatment", column.treatment()));
    }
    return Map.of(
        "classes", new TreeSet<>(data.classes()),
        "identifiersMasked", data.identifiersMasked(),
        "waivers", data.waivers(),
        "rowCount", data.rowCount(),
        "residualRisk", data.residualRisk(),
        "columns", list);
  }
}
