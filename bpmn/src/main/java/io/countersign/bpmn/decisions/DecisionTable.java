package io.countersign.bpmn.decisions;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.dmn.Audit.AuditLogEntry;
import org.camunda.dmn.Audit.DecisionTableEvaluationResult;
import org.camunda.dmn.Audit.EvaluatedOutput;
import org.camunda.dmn.Audit.EvaluatedRule;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;

/**
 * A decision table that collects every rule that matches. Immutable; may be used by many threads.
 */
public final class DecisionTable {

  private static final DmnEngine ENGINE = new DmnEngine.Builder().build();

  private final String id;
  private final ParsedDmn parsed;
  private final org.camunda.bpm.model.dmn.instance.DecisionTable model;

  private DecisionTable(
      String id, ParsedDmn parsed, org.camunda.bpm.model.dmn.instance.DecisionTable model) {
    this.id = id;
    this.parsed = parsed;
    this.model = model;
  }

  /**
   * Reads a DMN file that holds one decision, a table with hit policy <em>collect</em>.
   *
   * @throws IllegalArgumentException when it does not; says what is wrong
   */
  public static DecisionTable read(String name, String dmn) {
    ModelXml.parse(name, dmn);
    Either<DmnEngine.Failure, ParsedDmn> read =
        ENGINE.parse(new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8)));
    if (read.isLeft()) {
      throw refused(name, "cannot be read: " + read.left().get().message());
    }
    ParsedDmn parsed = read.right().get();
    List<Decision> decisions = List.copyOf(parsed.model().getModelElementsByType(Decision.class));
    if (decisions.size() != 1) {
      throw refused(name, "holds " + decisions.size() + " decisions; it must hold one.");
    }
    Decision decision = decisions.getFirst();
    if (!(decision.getExpression()
        instanceof org.camunda.bpm.model.dmn.instance.DecisionTable table)) {
      throw refused(name, "decides '" + decision.getId() + "' by something else than a table.");
    }
    if (table.getHitPolicy() != HitPolicy.COLLECT || table.getAggregation() != null) {
      throw refused(
          name, "must have the hit policy COLLECT without aggregation, so that every rule counts.");
    }
    return new DecisionTable(decision.getId(), parsed, table);
  }

  private static IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException("'" + name + "' " + why);
  }

  /** The decision's id. */
  public String id() {
    return id;
  }

  /** The table's outputs by name. */
  public List<String> outputs() {
    return model.getOutputs().stream().map(output -> output.getName()).toList();
  }

  /** Every rule by id, in the table's order, with its cells by the headings of their columns. */
  public Map<String, Map<String, String>> rules() {
    Map<String, Map<String, String>> rules = new LinkedHashMap<>();
    for (Rule rule : model.getRules()) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < model.getInputs().size(); i++) {
        cells.put(
            model.getInputs().stream()
                .toList()
                .get(i)
                .getInputExpression()
                .getTextContent()
                .strip(),
            rule.getInputEntries().stream().toList().get(i).getTextContent().strip());
      }
      for (int i = 0; i < model.getOutputs().size(); i++) {
        cells.put(
            outputs().get(i),
            rule.getOutputEntries().stream().toList().get(i).getTextContent().strip());
      }
      rules.put(rule.getId(), cells);
    }
    return rules;
  }

  /** The names that the columns ask for, such as {@code effect} or {@code plan.confidence}. */
  public TreeSet<String> inputs() {
    TreeSet<String> inputs = new TreeSet<>();
    model.getInputs().forEach(in -> inputs.add(in.getInputExpression().getTextContent().strip()));
    return inputs;
  }

  /**
   * Evaluates the table.
   *
   * @return the rules that fired, in the table's order
   * @throws IllegalArgumentException when a cell cannot be evaluated
   */
  public List<FiredRule> evaluate(Map<String, Object> inputs) {
    Either<DmnEngine.EvalFailure, DmnEngine.EvalResult> result =
        ENGINE.eval(parsed, id, new HashMap<>(inputs));
    if (result.isLeft()) {
      throw new IllegalArgumentException(
          "'" + id + "' cannot be evaluated: " + result.left().get().failure().message());
    }
    return CollectionConverters.asJava(result.right().get().auditLog().entries()).stream()
        .filter(entry -> entry.id().equals(id))
        .map(AuditLogEntry::result)
        .filter(DecisionTableEvaluationResult.class::isInstance)
        .map(DecisionTableEvaluationResult.class::cast)
        .flatMap(table -> CollectionConverters.asJava(table.matchedRules()).stream())
        .map(DecisionTable::fired)
        .toList();
  }

  private static FiredRule fired(EvaluatedRule rule) {
    Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
    for (EvaluatedOutput output : CollectionConverters.asJava(rule.outputs())) {
      outputs.put(output.output().name(), plain(output.value()));
    }
    return FiredRule.of(rule.rule().id(), outputs);
  }

  private static @Nullable Object plain(Val value) {
    return switch (value) {
      case ValString text -> text.value();
      case ValNumber number -> number.value().bigDecimal();
      case ValBoolean flag -> flag.value();
      case ValNull$ nothing -> null;
      default -> value.toString();
    };
  }

  /** The rules that fire, put together. */
  public Combination rule(Map<String, Object> inputs) {
    List<FiredRule> fired = evaluate(inputs);
    return outputs().contains("group")
        ? Combination.ofActionRules(fired)
        : Combination.ofPlanRules(fired);
  }
}
