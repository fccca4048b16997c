package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskCommandTest {

  private static final String TABLE =
      "name,email,notes\n"
          + "Ann Miller,ann@example.org,called from 10.0.0.1\n"
          + "Bo Stern,bo@example.org,write to ann@example.org\n";

  @TempDir private Path folder;

  private Commands.Result mask(String... args) {
    return Commands.run(
        Stream.concat(
                Stream.of("mask", "--key", path("key.json"), "--threads", "1"), Stream.of(args))
            .toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String table() throws IOException {
    return Files.writeString(folder.resolve("in.csv"), TABLE).toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void mask_table_writesOutputAndReport() throws Exception {
    Commands.Result ran = mask(table(), "--out", path("out.csv"), "--report", path("report.json"));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("2 rows", "0 survivors");
    assertThat(Files.readString(folder.resolve("out.csv")))
        .contains("NAME_", "MAIL_")
        .doesNotContain("Ann", "example.org", "10.0.0.1");
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("\"masking\"", "\"verification\"", "\"survivors\":0");
    assertThat(files()).containsExactly("in.csv", "key.json", "out.csv", "report.json");
  }

  @Test
  void mask_planOutThenPlan_givesTheSameOutput() throws Exception {
    String in = table();
    assertThat(mask(in, "--out", path("once.csv")).code()).isZero();

    assertThat(mask(in, "--plan-out", path("plan.json")).code()).isZero();
    assertThat(files()).doesNotContain("twice.csv");
    assertThat(mask(in, "--plan", path("plan.json"), "--out", path("twice.csv")).code()).isZero();

    assertThat(folder.resolve("twice.csv")).hasSameBinaryContentAs(folder.resolve("once.csv"));
  }

  @Test
  void mask_planOfAnotherFile_isRefusedAndLeavesNothing() throws Exception {
    String in = table();
    assertThat(mask(in, "--plan-out", path("plan.json")).code()).isZero();
    Files.writeString(folder.resolve("in.csv"), TABLE.replace("Stern", "Stein"));

    Commands.Result ran = mask(in, "--plan", path("plan.json"), "--out", path("out.csv"));

    assertThat(ran.code()).isNotZero();
    assertThat(files()).containsExactly("in.csv", "key.json", "plan.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--encoding=UTF-8", "--preset=GDPR", "--domain=other", "--suppress-below=3"})
  void mask_planAndWhatAPlanSays_isWrongUse(String option) throws Exception {
    String in = table();
    assertThat(mask(in, "--plan-out", path("plan.json")).code()).isZero();

    Commands.Result ran = mask(in, "--plan", path("plan.json"), option, "--out", path("out.csv"));

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ran.err()).contains("leave out " + option.substring(0, option.indexOf('=')));
    assertThat(files()).doesNotContain("out.csv");
  }

  @Test
  void mask_planWithAnUnknownClass_isWrongUse() throws Exception {
    String in = table();
    assertThat(mask(in, "--plan-out", path("plan.json")).code()).isZero();
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("\"EMAIL\"", "\"SHOE_SIZE\""));

    Commands.Result ran = mask(in, "--plan", plan.toString(), "--out", path("out.csv"));

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ran.err()).contains("SHOE_SIZE");
  }

  @Test
  void mask_reportCannotBeWritten_leavesNoOutput() throws Exception {
    Commands.Result ran =
        mask(table(), "--out", path("out.csv"), "--report", path("missing/report.json"));

    assertThat(ran.code()).isNotZero();
    assertThat(files()).containsExactly("in.csv", "key.json");
  }

  @Test
  void mask_destinationExists_isWrongUseAndKeepsIt() throws Exception {
    Files.writeString(folder.resolve("out.csv"), "mine");

    Commands.Result ran = mask(table(), "--out", path("out.csv"));

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(folder.resolve("out.csv")).hasContent("mine");
  }

  @Test
  void mask_nowhereToWrite_isWrongUse() throws Exception {
    Commands.Result ran = mask(table());

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ran.err()).contains("--out", "--plan-out");
  }

  @Test
  void detect_lines_writesSpansInOrder() throws Exception {
    Path in =
        Files.writeString(
            folder.resolve("in.jsonl"),
            "{\"id\":1,\"text\":\"\uD83D\uDE00 ann@example.org\"}\n{\"text\":\"nothing here\"}\n");

    Commands.Result ran = Commands.run("detect", in.toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    String[] lines = ran.out().split("\n");
    assertThat(lines).hasSize(2);
    assertThat(lines[0])
        .contains("\"start\":3", "\"end\":18", "\"type\":\"EMAIL\"", "\"score\":", "\"by\":");
    assertThat(lines[1]).isEqualTo("{\"spans\":[]}");
  }

  @Test
  void detect_noJson_failsAndNamesTheLine() throws Exception {
    Path in = Files.writeString(folder.resolve("in.jsonl"), "{\"text\":\"a\"}\nnot json\n");

    Commands.Result ran = Commands.run("detect", in.toString());

    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).containsIgnoringCase("line 2");
  }

  @Test
  void detect_missingFile_isWrongUse() {
    Commands.Result ran = Commands.run("detect", path("missing.jsonl"));

    assertThat(ran.code()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(ran.err()).contains("missing.jsonl");
  }
}
