package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

  private static final String FILE = "masking-policy.dmn";

  @TempDir private Path folder;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = Countersign.commandLine().setErr(new PrintWriter(err, true)).execute(args);
      return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private Path table(String from, String to) throws IOException {
    String text =
        Models.all().stream()
            .filter(model -> model.fileName().equals(FILE))
            .findFirst()
            .orElseThrow()
            .text();
    return Files.writeString(folder.resolve(FILE), text.replace(from, to));
  }

  private Path cases(String yaml) throws IOException {
    return Files.writeString(folder.resolve("masking-policy.tests.yaml"), yaml);
  }

  @Test
  void test_whatShips_passes() {
    Ran ran = run("policy", "test");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("action-policy:", "masking-policy:", "0 failed, 0 rules untried");
  }

  @Test
  void test_caseThatFails_isShownWithBoth_andExitsWithOne() throws IOException {
    Path table = table("&gt;= 0.8", "&gt;= 0.99");
    cases(
        """
        decision: masking-policy
        cases:
          - name: sure is sure
            with: { plan: { confidence: 0.95, lowConfidenceColumns: 0, waivers: 0 } }
            expect: { ruling: permitted, rules: [Sure] }
        """);
    Ran ran = run("policy", "test", "--dmn", table.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("FAILED  sure is sure", "expected  permitted, rules [Sure]", "actual    review")
        .contains("UNTRIED No case fires Rule_Waiver.");
  }

  @Test
  void test_json_isOneLinePerTable() {
    Ran ran = run("policy", "test", "--json");
    assertThat(ran.out().lines()).hasSize(2).allMatch(line -> line.contains("\"passed\":true"));
  }

  @Test
  void test_casesForTheShippedTable_areEnough() throws IOException {
    Path cases = cases("decision: masking-policy\ncases: []\n");
    Ran ran = run("policy", "test", "--tests", cases.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("has no cases");
  }

  @Test
  void test_fileThatIsMissingOrNoTable_saysWhich() throws IOException {
    Ran missing = run("policy", "test", "--dmn", folder.resolve("none.dmn").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("none.dmn");
    Path odd = Files.writeString(folder.resolve("odd.dmn"), "<a/>");
    Ran broken = run("policy", "test", "--dmn", odd.toString());
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("odd.dmn");
  }

  @Test
  void propose_nothing_isWrongUse() {
    assertThat(run("policy", "propose", "--reason", "none").code()).isEqualTo(2);
    assertThat(run("policy").code()).isEqualTo(2);
  }
}
