package io.countersign.policy.internal;

import static io.countersign.policy.internal.PolicyBench.FILE;
import static io.countersign.policy.internal.PolicyBench.resource;
import static io.countersign.policy.internal.PolicyBench.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.PolicyResource;
import io.countersign.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {

  private static final String BPMN =
      "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>%s</definitions>";

  private final PolicyBench bench = new PolicyBench();
  private final Candidates candidates = bench.candidates;

  private static List<Model> shippedModels() {
    return Models.all();
  }

  @ParameterizedTest
  @MethodSource("shippedModels")
  void problems_ofWhatShips_areNone(Model model) {
    assertThat(Candidates.problems(model)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "action-policy.dmn, DECISION",
    "perform-action.bpmn, PROCESS",
    "review-action.form, FORM"
  })
  void kind_ofWhatShips_isKnownBeforeAndAfterInstallation(String file, Model.Kind kind) {
    assertThat(candidates.kind(file)).contains(kind);
    Candidates fresh = bench.over(new InMemoryPins());
    assertThat(fresh.kind(file)).contains(kind);
    assertThat(fresh.kind("evil.dmn")).isEmpty();
  }

  @Test
  void kind_ofWhatIsInForceWithoutShipping_isKnown() {
    InMemoryPins pins = new InMemoryPins();
    PolicyResource own = resource(Model.Kind.PROCESS, "own.bpmn", "x");
    pins.install(List.of(own), set -> List.of(new Deployed("own.bpmn", 1, 1)));
    Candidates withOwn = bench.over(pins);
    assertThat(withOwn.kind("own.bpmn")).contains(Model.Kind.PROCESS);
    assertThat(withOwn.kind("other.bpmn")).isEmpty();
    assertThat(withOwn.kind(FILE)).contains(Model.Kind.DECISION);
  }

  @Test
  void problems_tableWithoutWhatItHasToSay_areNamed() {
    for (String output : List.of("ruling", "why")) {
      String text = shipped(FILE).replace("name=\"" + output + "\"", "name=\"other\"");
      assertThat(text).isNotEqualTo(shipped(FILE));
      assertThat(problems(Model.Kind.DECISION, FILE, text))
          .containsExactly("'action-policy.dmn' has no output '" + output + "'.");
    }
  }

  @Test
  void problems_idThatIsNotTheFilesName_areNamed() {
    assertThat(
            problems(
                Model.Kind.DECISION,
                FILE,
                shipped(FILE).replace("id=\"action-policy\"", "id=\"other\"")))
        .containsExactly("'action-policy.dmn' holds 'other'; file and id must be the same.");
    assertThat(problems(Model.Kind.PROCESS, "a.bpmn", BPMN.formatted("<process id='b'/>")))
        .containsExactly("'a.bpmn' holds 'b'; file and id must be the same.");
    assertThat(problems(Model.Kind.FORM, "a.form", "{\"id\": \"b\"}"))
        .containsExactly("'a.form' holds 'b'; file and id must be the same.");
  }

  @Test
  void problems_processFileWithNoneOrSeveral_areNamed() {
    assertThat(problems(Model.Kind.PROCESS, "a.bpmn", BPMN.formatted("<process id='a'/>")))
        .isEmpty();
    assertThat(problems(Model.Kind.PROCESS, "a.bpmn", BPMN.formatted("")))
        .containsExactly("'a.bpmn' holds 0 processes, not one.");
    assertThat(
            problems(
                Model.Kind.PROCESS, "a.bpmn", BPMN.formatted("<process id='a'/><process id='c'/>")))
        .containsExactly("'a.bpmn' holds 2 processes, not one.");
  }

  @Test
  void problems_formThatIsNoJson_areNamed() {
    assertThat(problems(Model.Kind.FORM, "a.form", "<form/>"))
        .containsExactly("'a.form' is no form: it is not JSON.");
  }

  @Test
  void named_storedFiles_areFoundByNameAndDigest() {
    PolicyResource table = bench.keep(Model.Kind.DECISION, FILE, PolicyBench.limit("10"));
    List<String> problems = new ArrayList<>();
    assertThat(candidates.named(Map.of("base", "1", "resource." + FILE, table.digest()), problems))
        .containsExactly(table);
    assertThat(problems).isEmpty();
  }

  @Test
  void named_whatNobodyProposed_orNothing_isAProblem() {
    List<String> problems = new ArrayList<>();
    assertThat(
            candidates.named(
                Map.of(
                    "resource." + FILE,
                    Requests.digest("x"),
                    "resource.evil.dmn",
                    Requests.digest("y")),
                problems))
        .isEmpty();
    assertThat(problems)
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("Nobody proposed a 'action-policy.dmn'"))
        .anyMatch(problem -> problem.startsWith("Nobody proposed a 'evil.dmn'"));

    List<String> none = new ArrayList<>();
    assertThat(candidates.named(Map.of("base", "1"), none)).isEmpty();
    assertThat(none)
        .containsExactly("The action names no file. Propose one: countersign policy propose FILE.");
  }

  @Test
  void setWith_changedFile_takesTheOldOnesPlaceAndLeavesTheOthers() {
    PolicyResource table = resource(Model.Kind.DECISION, FILE, PolicyBench.limit("10"));
    PolicyResource more = resource(Model.Kind.PROCESS, "more.bpmn", "x");
    List<PolicyResource> set = candidates.setWith(List.of(table, more));
    assertThat(set).hasSize(Models.all().size() + 1).contains(table, more);
    assertThat(set).extracting(PolicyResource::name).doesNotHaveDuplicates();
    assertThat(candidates.setWith(List.of()))
        .containsExactlyElementsOf(Models.all().stream().map(PolicyResource::of).toList());
  }

  private static List<String> problems(Model.Kind kind, String file, String text) {
    return Candidates.problems(new Model(kind, file, text));
  }
}
