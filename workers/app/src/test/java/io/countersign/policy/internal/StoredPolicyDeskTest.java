package io.countersign.policy.internal;

import static io.countersign.policy.internal.PolicyBench.FILE;
import static io.countersign.policy.internal.PolicyBench.limit;
import static io.countersign.policy.internal.PolicyBench.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.PolicyDesk.ProposalResult;
import io.countersign.policy.PolicyResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredPolicyDeskTest {

  private static final String CASES = "action-policy.tests.yaml";
  private static final String CHANGE =
      "Rule Rule_ManyRows, rowCount: `? = null or ? > 1000000` becomes `? = null or ? > 10`.";

  private final PolicyBench bench = new PolicyBench();

  @Test
  void propose_changedTable_isStoredWithItsProposerAndChangesNothingYet() {
    ProposalResult.Stored stored = stored(Map.of(FILE, limit("10")));
    PolicyResource table = PolicyBench.resource(Model.Kind.DECISION, FILE, limit("10"));
    assertThat(stored.target()).isEqualTo(Map.of("base", "1", "resource." + FILE, table.digest()));
    assertThat(stored.changes()).isEqualTo(Map.of(FILE, List.of(CHANGE)));
    assertThat(bench.proposers).isEqualTo(Map.of(FILE, "ada"));
    assertThat(bench.pins.version()).isEqualTo(1);
  }

  @Test
  void propose_amongFilesInForce_namesTheChangedOnesOnly() {
    ProposalResult.Stored stored =
        stored(Map.of(FILE, limit("10"), "perform-action.bpmn", shipped("perform-action.bpmn")));
    assertThat(stored.target()).containsOnlyKeys("base", "resource." + FILE);
    assertThat(stored.changes()).containsOnlyKeys(FILE);
    assertThat(bench.proposers).containsOnlyKeys(FILE);
  }

  @Test
  void propose_fileThatIsNotInForceYet_isNew() {
    bench.pins.replace(
        List.of(PolicyBench.resource(Model.Kind.DECISION, FILE, shipped(FILE))),
        set -> List.of(new Deployed(FILE, 1, 1)),
        "sha256:ab",
        1);
    ProposalResult.Stored stored =
        stored(Map.of("perform-action.bpmn", shipped("perform-action.bpmn")));
    assertThat(stored.target()).containsEntry("base", "2");
    assertThat(stored.changes())
        .isEqualTo(Map.of("perform-action.bpmn", List.of("The file is new.")));
  }

  @Test
  void propose_whatCannotBeInForce_isRejectedWithEveryReasonAndNothingIsStored() {
    assertThat(rejected(Map.of("evil.dmn", shipped(FILE), "evil.bpmn", "x")))
        .containsExactly(
            "'evil.bpmn' is none of the models that Countersign runs.",
            "'evil.dmn' is none of the models that Countersign runs.");
    assertThat(rejected(Map.of(FILE, shipped(FILE))))
        .containsExactly("Nothing would change: these files are in force already.");
    assertThat(rejected(Map.of())).containsExactly("There is no model among the files.");
    assertThat(rejected(Map.of(CASES, cases())))
        .containsExactly("There is no model among the files.");
    assertThat(rejected(Map.of(FILE, limit("10"), "review-action.form", "no JSON")))
        .containsExactly("'review-action.form' is no form: it is not JSON.");
    assertThat(bench.proposers).isEmpty();
  }

  @Test
  void propose_tableThatPassesItsCases_isStored() {
    String respelt = shipped(FILE) + "\n";
    assertThat(stored(Map.of(FILE, respelt, CASES, cases())).target())
        .containsOnlyKeys("base", "resource." + FILE);
  }

  @Test
  void propose_tableThatFailsItsCases_isRejectedWithEachOfThem() {
    String one =
        """
        decision: action-policy
        cases:
          - name: bulk is fine
            with: { effect: dataset.export, rowCount: 5000 }
            expect: { ruling: permitted, rules: [] }
        """;
    List<String> problems = rejected(Map.of(FILE, limit("10"), CASES, one));
    assertThat(problems)
        .anyMatch(
            problem ->
                problem.startsWith("Case 'bulk is fine' expects ")
                    && problem.contains("; the table says "))
        .anyMatch(problem -> problem.startsWith("No case fires rule "));
    assertThat(rejected(Map.of(FILE, limit("10"), CASES, "{")))
        .singleElement()
        .asString()
        .contains(CASES);
    assertThat(bench.proposers).isEmpty();
  }

  @Test
  void propose_casesOfATableThatIsNotProposed_areRejected() {
    assertThat(rejected(Map.of(FILE, limit("10"), "masking-policy.tests.yaml", cases())))
        .containsExactly("'masking-policy.tests.yaml' tests a table that is not proposed.");
  }

  @Test
  void simulate_replaysTheTable_andRefusesWhatIsNone() {
    bench.turned.add("refused");
    assertThat(bench.desk.simulate(limit("10"), Optional.empty()).changed()).hasSize(1);
    assertThat(bench.replayed).extracting(DecisionTable::id).containsExactly("action-policy");
    assertThatThrownBy(
            () ->
                bench.desk.simulate(
                    limit("10").replace("id=\"action-policy\"", "id=\"other\""), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file and id must be the same");
    assertThat(bench.replayed).hasSize(1);
  }

  private static String cases() {
    try (var in = Model.class.getResourceAsStream("decisions/" + CASES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProposalResult.Stored stored(Map<String, String> files) {
    ProposalResult result = bench.desk.propose(files, "ada");
    assertThat(result).isInstanceOf(ProposalResult.Stored.class);
    return (ProposalResult.Stored) result;
  }

  private List<String> rejected(Map<String, String> files) {
    ProposalResult result = bench.desk.propose(files, "ada");
    assertThat(result).isInstanceOf(ProposalResult.Rejected.class);
    return ((ProposalResult.Rejected) result).problems();
  }
}
