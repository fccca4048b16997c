package io.countersign.actions;

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
 * @param requestedBy directory id of the person or agent that asks
 * @param onBehalfOf directory id of the person it asks for, when that is someone else
 * @param reason why, in the requester's words
 * @param executeBefore latest time of execution
 */
public record ActionRequest(
    String effect,
    String environment,
    Map<String, String> target,
    Map<String, String> parameters,
    Optional<InputDataset> input,
    DataFacts data,
    String requestedBy,
    Optional<String> onBehalfOf,
    String reason,
    Instant executeBefore) {

  public ActionRequest {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
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
    json.put("requestedBy", requestedBy);
    onBehalfOf.ifPresent(person -> json.put("onBehalfOf", person));
    json.put("reason", reason);
    json.put("executeBefore", executeBefore.toString());
    return json;
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
