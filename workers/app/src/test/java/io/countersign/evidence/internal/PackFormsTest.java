package io.countersign.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.evidence.ActionRecord;
import io.countersign.evidence.Framework;
import io.countersign.support.CanonicalJson;
import io.countersign.support.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That JSON, HTML, PDF, OSCAL and HDF of a pack say the same, whatever it holds. */
class PackFormsTest {

  private static final List<Map<String, Object>> FILES =
      List.of(Map.of("path", "population.jsonl", "sha256", "ab".repeat(32)));

  /** Names of our own that say which form a value takes, not values of the summary. */
  private static final Set<String> CODES = Set.of("topic");

  private static String html(Map<String, Object> summary) {
    return HtmlUtils.htmlUnescape(Report.of(summary).replaceAll("<style>(?s:.*?)</style>", ""));
  }

  private static String pdf(Map<String, Object> summary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackPdf.write(Report.of(summary), out);
    try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
      return new PDFTextStripper().getText(document);
    }
  }

  /** Without what differs between a page and a value: white space and thousands' commas. */
  private static String bare(String text) {
    return text.replaceAll("\\s+", "").replaceAll("(?<=\\d),(?=\\d)", "");
  }

  private static List<String> leaves(Object value) {
    List<String> leaves = new ArrayList<>();
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (name, inner) -> {
                if (!CODES.contains(String.valueOf(name))) {
                  leaves.addAll(leaves(inner));
                }
              });
      case List<?> list -> list.forEach(inner -> leaves.addAll(leaves(inner)));
      default -> leaves.add(bare(PlainText.visible(String.valueOf(value))));
    }
    return leaves;
  }

  @ParameterizedTest
  @EnumSource
  void summary_everyValueAndSentence_standsInHtmlAndPdf(Framework framework) throws IOException {
    Map<String, Object> summary = new PackFixture(framework).summary();
    List<String> leaves = leaves(summary);
    assertThat(leaves).hasSizeGreaterThan(150);
    String html = bare(html(summary));
    String pdf = bare(withoutMargins(pdf(summary)));
    for (String leaf : leaves) {
      assertThat(html).contains(leaf);
      assertThat(pdf).contains(leaf);
    }
  }

  /** A page's running head and number stand between two halves of a text that spans pages. */
  private static String withoutMargins(String pdf) {
    return pdf.replaceAll("(?m)^(Countersign evidence pack|Page \\d+ of \\d+)\\s*$", "");
  }

  @Test
  void html_andPdf_sayNothingThatTheSummaryDoesNot_figureByFigure() {
    PackFixture one = new PackFixture(Framework.SOC2);
    PackFixture other = new PackFixture(Framework.SOC2);
    other.records = 7_654_321L;
    assertThat(html(one.summary())).doesNotContain("7,654,321");
    assertThat(html(other.summary())).contains("7,654,321");
  }

  @ParameterizedTest
  @EnumSource
  void oscal_planAndResults_passTheSchemasOfNist(Framework framework) {
    Map<String, Object> summary = new PackFixture(framework).summary();
    String plan = CanonicalJson.of(OscalPlan.of(summary));
    String results = CanonicalJson.of(OscalResults.of(summary, FILES));
    String without = results.replace("\"reviewed-controls\"", "\"reviewed\"");
    assertThat(Schemas.problems("oscal/oscal_assessment-plan_schema.json", plan)).isEmpty();
    assertThat(Schemas.problems("oscal/oscal_assessment-results_schema.json", results)).isEmpty();
    assertThat(Schemas.problems("oscal/oscal_assessment-results_schema.json", without))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oscal_ofAnEmptyPeriod_passesTheSchemas(Framework framework) {
    PackFixture fixture = new PackFixture(framework);
    fixture.members.clear();
    fixture.findings.clear();
    Map<String, Object> summary = fixture.summary();
    assertThat(
            Schemas.problems(
                "oscal/oscal_assessment-results_schema.json",
                CanonicalJson.of(OscalResults.of(summary, List.of()))))
        .isEmpty();
    assertThat(
            Schemas.problems(
                "hdf/exec-json.json", CanonicalJson.of(Hdf.of(summary, "ab".repeat(32)))))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hdf_passesItsSchema(Framework framework) {
    Map<String, Object> summary = new PackFixture(framework).summary();
    String hdf = CanonicalJson.of(Hdf.of(summary, "ab".repeat(32)));
    assertThat(Schemas.problems("hdf/exec-json.json", hdf)).isEmpty();
    assertThat(Schemas.problems("hdf/exec-json.json", hdf.replace("\"profiles\"", "\"none\"")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oscal_andHdf_nameTheSameControlsWithTheSameResults(Framework framework) {
    Map<String, Object> summary = new PackFixture(framework).summary();
    JsonNode result =
        json(OscalResults.of(summary, FILES)).at("/assessment-results/results").get(0);
    JsonNode controls = json(Hdf.of(summary, "00")).at("/profiles").get(0).path("controls");
    List<Map<String, Object>> expected = Facts.maps(summary, "controls");
    assertThat(controls.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      Map<String, Object> control = expected.get(i);
      JsonNode hdf = controls.get(i);
      assertThat(hdf.path("id").asString()).isEqualTo(control.get("id"));
      assertThat(hdf.at("/tags/actions").asLong()).isEqualTo(Facts.number(control, "actions"));
      JsonNode outcome = hdf.path("results").get(0);
      assertThat(outcome.path("message").asString("") + outcome.path("skip_message").asString(""))
          .isEqualTo(control.get("because"));
      List<String> states = new ArrayList<>();
      result
          .path("findings")
          .forEach(
              finding -> {
                if (finding.path("title").asString().equals(control.get("id"))) {
                  states.add(finding.at("/target/status/state").asString());
                }
              });
      assertThat(states)
          .isEqualTo(
              switch (outcome.path("status").asString()) {
                case "passed" -> List.of("satisfied");
                case "failed" -> List.of("not-satisfied");
                default -> List.of();
              });
    }
  }

  @Test
  void oscal_everyReferenceLeadsSomewhere_andIdsAreTheSameAgain() {
    Map<String, Object> summary = new PackFixture(Framework.SOC2).summary();
    JsonNode results = json(OscalResults.of(summary, FILES));
    Set<String> ids = new HashSet<>();
    results.findValues("uuid").forEach(id -> ids.add(id.asString()));
    assertThat(ids).hasSize(results.findValues("uuid").size());
    results.findValues("observation-uuid").forEach(id -> assertThat(ids).contains(id.asString()));
    assertThat(UUID.fromString(ids.iterator().next()).version()).isEqualTo(5);
    assertThat(json(OscalResults.of(summary, FILES))).isEqualTo(results);
    JsonNode plan = json(OscalPlan.of(summary)).path("assessment-plan");
    assertThat(plan.at("/import-ssp/href").asString())
        .isEqualTo("#" + plan.at("/back-matter/resources").get(0).path("uuid").asString());
    Map<String, Object> reconciliation = Facts.map(summary, "reconciliation");
    String text = results.toString();
    reconciliation.forEach(
        (name, value) -> {
          if (!(value instanceof List)) {
            assertThat(text).contains("\"value\":\"" + value + "\"");
          }
        });
  }

  @Test
  void controls_haveTokensThatOscalTakes() {
    for (Framework framework : Framework.values()) {
      assertThat(new ControlCatalogue().of(framework))
          .extracting(control -> Oscal.control(control.id()))
          .doesNotHaveDuplicates()
          .allMatch(id -> Pattern.matches("(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*", id));
    }
    assertThat(Oscal.control("800-53:AC-6(9)")).isEqualTo("ac-6.9");
    assertThat(Oscal.control("HIPAA:164.312(a)(2)(ii)")).isEqualTo("hipaa-164.312.a.2.ii");
  }

  @Test
  void names_withMarkupOrFormulas_areTextEverywhere() throws IOException {
    PackFixture fixture = new PackFixture(Framework.SOC2);
    String evil = "<script>alert(1)</script> & \"x\" ]]> \u202Egnp.exe\u0007\ufffe";
    fixture.requester = evil;
    fixture.seed = "=HYPERLINK(\"http://x\")";
    Map<String, Object> summary = fixture.summary();
    assertThat(Report.of(summary))
        .doesNotContain("<script", "\u202E", "\u0007", "\ufffe")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;");
    assertThat(bare(pdf(summary))).contains("<script>alert(1)</script>&\"x\"]]>\\u202egnp.exe");
    String results = CanonicalJson.of(OscalResults.of(summary, FILES));
    assertThat(Schemas.problems("oscal/oscal_assessment-results_schema.json", results)).isEmpty();
    assertThat(Oscal.markup("<b>*x*</b>")).isEqualTo("\\<b\\>\\*x\\*\\</b\\>");
  }

  @Test
  void pdf_namesInOtherScripts_areShown_orSaidToBeEscaped() throws IOException {
    PackFixture fixture = new PackFixture(Framework.SOC2);
    fixture.requester = "Ωμέγα Ларису שלום";
    String text = pdf(fixture.summary());
    assertThat(text).contains("Ωμέγα", "Ларису").doesNotContain(PackPdf.ESCAPED.substring(0, 40));
    assertThat(bare(text)).containsAnyOf("שלום", "םולש");
    fixture.requester = "张伟 𠀀";
    String escaped = bare(pdf(fixture.summary()));
    assertThat(escaped).contains("\\u5f20\\u4f1f\\u20000", bare(PackPdf.ESCAPED));
    assertThat(html(fixture.summary())).contains("张伟 𠀀");
  }

  @Test
  void csv_cellThatBeginsLikeAFormula_isText() throws IOException {
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1")) {
      assertThat(PopulationCsv.safe(formula)).isEqualTo("'" + formula);
    }
    assertThat(PopulationCsv.safe("\t=1")).startsWith("\\u0009");
    assertThat(PopulationCsv.safe("dataset.export")).isEqualTo("dataset.export");
    PackFixture fixture = new PackFixture(Framework.SOC2);
    fixture.requester = "=cmd|' /C calc'!A0\n\"x\"";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PopulationCsv csv = new PopulationCsv(out)) {
      fixture.members().forEach(csv::add);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"'=cmd|' /C calc'!A0\\u000a\"\"x\"\"\"")
        .hasLineCount(fixture.members().size() + 1);
  }

  @Test
  void inShort_ofAnEmptyPeriod_claimsNothing() {
    PackFixture fixture = new PackFixture(Framework.SOC2);
    fixture.members.clear();
    fixture.findings.clear();
    assertThat(Facts.texts(fixture.summary(), "inShort"))
        .containsExactly(
            "From 1 November 2026 at 00:00:00 UTC until before 1 December 2026 at 00:00:00 UTC,"
                + " nothing was sealed: the population is empty, and so is the sample. That says"
                + " nothing about whether controls work.",
            "No finding is open.",
            "Process history holds 1,234 records without a gap.",
            "The ledger example.org/log holds 40 entries; others have confirmed the first 38, and"
                + " not the rest yet.",
            "The clocks agree to within 5 seconds.",
            "Of the 12 controls that the records speak to: 0 held, 0 did not hold and 12 not"
                + " exercised.",
            "This is the first pack, so nobody can have examined one before.");
  }

  @Test
  void inShort_ofWhatDoesNotAgree_saysEachThing() {
    PackFixture fixture = new PackFixture(Framework.SOC2);
    fixture.gaps = 2;
    fixture.clocks =
        Map.of("databaseAheadOfEngineMillis", -61_500L, "applicationAheadOfDatabaseMillis", 7_000L);
    List<String> sentences = Facts.texts(fixture.summary(), "inShort");
    assertThat(sentences)
        .contains(
            "1 of them has no entry in the ledger, so nothing proves what became of it; 3 entries"
                + " were not published yet when this pack was made.",
            "1 finding is open: records that do not agree, which somebody still has to look into.",
            "Process history holds 1,234 records and has 2 gaps; what the engine did there cannot"
                + " be shown.",
            "The clocks do not agree: the database's is 61 seconds behind the engine's and the"
                + " application's is 7 seconds ahead of the database's. Compare times of different"
                + " sources with that in mind.");
    assertThat(sentences.get(1)).startsWith("4 of 6 are exceptions: ");
  }

  @Test
  void inShort_withoutLedgerOrHistory_saysThatNothingIsProven() {
    PackFixture fixture = new PackFixture(Framework.HIPAA);
    fixture.ledger = false;
    fixture.records = 0;
    assertThat(Facts.texts(fixture.summary(), "inShort"))
        .contains(
            "There is no published ledger: nothing here is proven.",
            "There is no process history: what the engine did cannot be compared with anything.");
  }

  @Test
  void control_withAnActionThatIsNotInTheLedger_doesNotHold() {
    Map<String, Object> control =
        Facts.maps(new PackFixture(Framework.SOC2).summary(), "controls").stream()
            .filter(one -> one.get("id").equals("SOC2:CC6.7"))
            .findFirst()
            .orElseThrow();
    assertThat(control).containsEntry("result", "did not hold");
    assertThat(Facts.text(control, "because"))
        .isEqualTo(
            "Of 6 actions under it, 1 has a finding, 1 has no entry in the ledger and 1 has an"
                + " unknown outcome; 1 went ahead as an emergency, without a review beforehand.");
  }

  private static JsonNode json(Map<String, Object> content) {
    return JsonMapper.shared().readTree(CanonicalJson.of(content));
  }

  /** The record that the narrator's own test tells word for word. */
  static ActionRecord record() {
    try (var in = PackFormsTest.class.getResourceAsStream("record.json")) {
      return new ActionRecord(
          CanonicalJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
