package io.countersign.policy.internal;

import static io.countersign.policy.internal.PolicyBench.FILE;
import static io.countersign.policy.internal.PolicyBench.limit;
import static io.countersign.policy.internal.PolicyBench.shipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.policy.PolicyResource;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import io.countersign.testing.Requests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyDeployTest {

  private static final String FORM = "review-action.form";
  private static final String MOVED =
      "This was proposed against policy version 1, but version 2 is in force. Propose it again.";

  private final PolicyBench bench = new PolicyBench();
  private final PolicyDeploy deploy = bench.deploy;

  @Test
  void effect_saysWhatItIsAndWhatItTakes() {
    assertThat(deploy.type()).isEqualTo("policy.deploy");
    assertThat(deploy.schema().target())
        .extracting(Field::name, Field::required)
        .containsExactly(tuple("base", true), tuple("resource.*", false));
    assertThat(deploy.schema().reads()).isFalse();
    assertThat(deploy.traits(request("1", table("10")))).isEqualTo(Traits.irreversible("internal"));
    assertThat(deploy.describe(request("1", table("10"), form())))
        .isEqualTo("Bring action-policy.dmn, review-action.form into force as policy version 2.");
  }

  @Test
  void problems_proposedChange_areNone() {
    assertThat(deploy.problems(request("1", table("10"), form()))).isEmpty();
  }

  @Test
  void problems_anotherVersionIsInForce_isSaid() throws Exception {
    deploy.execute(request("1", table("10")), (done, total) -> {});
    assertThat(deploy.problems(request("1", table("20")))).containsExactly(MOVED);
  }

  @Test
  void problems_whatCannotBeOrIsInForce_orWhatNobodyProposed_areSaid() {
    assertThat(deploy.problems(request("1", keep(FILE, "<a/>"))))
        .isNotEmpty()
        .allMatch(problem -> problem.contains(FILE));
    assertThat(deploy.problems(request("1", keep(FILE, shipped(FILE)))))
        .containsExactly("'action-policy.dmn' is in force already.");
    assertThat(deploy.problems(request(Map.of("base", "1", "resource." + FILE, "sha256:00"))))
        .singleElement()
        .asString()
        .startsWith("Nobody proposed a 'action-policy.dmn' with the digest sha256:00.");
  }

  @Test
  void preview_ofATable_showsItsChangesAndWhatTheyWouldHaveTurned() throws Exception {
    bench.turned.addAll(List.of("permitted", "refused", "permitted"));
    bench.notes.add("The table asks for 'moonPhase'.");
    Preview preview = deploy.preview(request("1", table("10")));
    assertThat(preview.exact())
        .containsExactly(
            "action-policy.dmn: Rule Rule_ManyRows, rowCount: `? = null or ? > 1000000` becomes"
                + " `? = null or ? > 10`.");
    assertThat(preview.reach())
        .containsEntry("policy version", "1 becomes 2")
        .containsEntry("files", "1 of " + Models.all().size())
        .containsEntry("past rulings replayed", "7")
        .containsEntry("past rulings that would change", "3");
    assertThat(preview.warnings())
        .containsExactly(
            "2 past actions would have run without anybody's signature.",
            "The table asks for 'moonPhase'.");
  }

  @Test
  void preview_thatLoosensNothing_warnsOfNothing() throws Exception {
    bench.turned.add("refused");
    assertThat(deploy.preview(request("1", table("10"))).warnings()).isEmpty();
  }

  @Test
  void preview_ofAnotherFile_replaysNothing() throws Exception {
    Preview preview = deploy.preview(request("1", form()));
    assertThat(bench.replayed).isEmpty();
    assertThat(preview.exact()).allMatch(line -> line.startsWith("review-action.form: "));
    assertThat(preview.reach()).containsOnlyKeys("policy version", "files");
  }

  @Test
  void preview_whereNothingThatDecidesChanges_saysSo() throws Exception {
    assertThat(deploy.preview(request("1", keep(FILE, shipped(FILE) + "\n"))).exact())
        .containsExactly("action-policy.dmn: Only the drawing changes.");
  }

  @Test
  void preview_ofWhatNobodyProposed_isRefused() {
    assertThatThrownBy(() -> deploy.preview(request(Map.of("base", "1"))))
        .isInstanceOfSatisfying(
            EffectException.class, e -> assertThat(e.code()).isEqualTo("NotProposed"));
  }

  @Test
  void execute_bringsTheWholeSetIntoForceInOneCommand_once() throws Exception {
    PolicyResource table = table("10");
    EffectRequest request = request("1", table);
    assertThat(deploy.verify(request)).isInstanceOf(Occurrence.NotHappened.class);

    EffectReceipt receipt = deploy.execute(request, (done, total) -> {});
    assertThat(receipt.facts()).isEqualTo(Map.of("policyVersion", 2, "files", FILE));
    assertThat(bench.pins.inForce(FILE).orElseThrow().resource()).isEqualTo(table);
    assertThat(bench.pins.inForce()).hasSameSizeAs(Models.all());
    assertThat(bench.engine.commands().getLast()).hasSameSizeAs(Models.all());

    int commands = bench.engine.commands().size();
    assertThat(deploy.execute(request, (done, total) -> {})).isEqualTo(receipt);
    assertThat(bench.engine.commands()).hasSize(commands);
    assertThat(bench.pins.version()).isEqualTo(2);
    assertThat(deploy.verify(request)).isEqualTo(new Occurrence.Happened(receipt));
  }

  @Test
  void execute_afterAnotherChange_deploysNothing() throws Exception {
    EffectRequest late = request("1", table("20"));
    deploy.execute(request("1", table("10")), (done, total) -> {});
    int commands = bench.engine.commands().size();
    refused(late, "PolicyChanged", Remedy.NONE, MOVED);
    assertThat(bench.engine.commands()).hasSize(commands);
  }

  @Test
  void execute_overtakenWhileDeploying_isRefusedAsWell() {
    EffectRequest request = request("1", table("10"));
    bench.pins.overtake();
    refused(request, "PolicyChanged", Remedy.NONE, MOVED);
    assertThat(deploy.verify(request)).isInstanceOf(Occurrence.NotHappened.class);
  }

  @Test
  void execute_whatNobodyProposed_deploysNothing() {
    refused(request(Map.of("base", "1")), "NotProposed", Remedy.NONE, "names no file");
    assertThat(bench.engine.commands()).hasSize(1);
  }

  @Test
  void execute_whileTheEngineIsAwayOrRefuses_leavesAllAsItWas() {
    EffectRequest request = request("1", table("10"));
    bench.refusal = Optional.of(new IllegalArgumentException("The engine refuses the table."));
    refused(request, "ModelsRefused", Remedy.NONE, "The engine refuses the table.");
    bench.refusal = Optional.empty();
    bench.engine.away(true);
    refused(request, "EngineAway", Remedy.RETRY, "The engine does not answer.");
    assertThat(bench.pins.version()).isEqualTo(1);
  }

  private void refused(EffectRequest request, String code, Remedy remedy, String message) {
    assertThatThrownBy(() -> deploy.execute(request, (done, total) -> {}))
        .isInstanceOfSatisfying(
            EffectException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.remedy()).isEqualTo(remedy);
              assertThat(e).hasMessageContaining(message);
            });
  }

  private PolicyResource table(String rows) {
    return keep(FILE, limit(rows));
  }

  private PolicyResource form() {
    return bench.keep(Model.Kind.FORM, FORM, shipped(FORM).replace("Approve", "Agree"));
  }

  private PolicyResource keep(String file, String text) {
    return bench.keep(Model.Kind.DECISION, file, text);
  }

  private static EffectRequest request(String base, PolicyResource... resources) {
    Map<String, String> target = new HashMap<>(Map.of("base", base));
    for (PolicyResource resource : resources) {
      target.put("resource." + resource.name(), resource.digest());
    }
    return request(target);
  }

  private static EffectRequest request(Map<String, String> target) {
    return new EffectRequest(
        UUID.randomUUID(),
        Requests.digest(new TreeMap<>(target).toString()),
        target,
        Map.of(),
        Optional.empty(),
        Map.of());
  }
}
