package io.countersign.bpmn.decisions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A table held against its cases.
 *
 * @param decision the table's id
 * @param results one per case, in the file's order
 * @param untested rules that no case fires; a rule that nobody tried may say anything
 */
public record DecisionTest(String decision, List<Result> results, List<String> untested) {

  public DecisionTest {
    results = List.copyOf(results);
    untested = List.copyOf(untested);
  }

  /**
   * One case.
   *
   * @param name the case in words
   * @param expected what the file says
   * @param actual what the table says, or why it says nothing
   */
  public record Result(String name, String expected, String actual) {

    /** Whether they agree. */
    public boolean passed() {
      return expected.equals(actual);
    }
  }

  /**
   * Runs every case.
   *
   * @throws IllegalArgumentException when the cases are those of another table
   */
  public static DecisionTest run(DecisionTable table, DecisionCases cases) {
    if (!cases.decision().equals(table.id())) {
      throw new IllegalArgumentException(
          "The cases are for '" + cases.decision() + "', the table is '" + table.id() + "'.");
    }
    Set<String> untested = new LinkedHashSet<>(table.rules().keySet());
    List<Result> results = new ArrayList<>();
    for (DecisionCase one : cases.cases()) {
      results.add(new Result(one.name(), one.expected(), actual(table, one, untested)));
    }
    return new DecisionTest(table.id(), results, List.copyOf(untested));
  }

  private static String actual(DecisionTable table, DecisionCase one, Set<String> untested) {
    try {
      Combination said = table.rule(one.inputs());
      said.rules().forEach(untested::remove);
      return DecisionCase.line(
          said.kind().wireName(),
          said.people(),
          said.rules().stream().map(DecisionCase::shortId).toList());
    } catch (IllegalArgumentException e) {
      return "no ruling: " + e.getMessage();
    }
  }

  /** The cases that failed. */
  public List<Result> failures() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** Whether every case holds and every rule was tried. */
  public boolean passed() {
    return failures().isEmpty() && untested.isEmpty();
  }
}
