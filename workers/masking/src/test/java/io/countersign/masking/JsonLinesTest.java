package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingPlan.LatePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
  @TempDir Path dir;

  private record Run(String output, MaskingPlan plan, MaskingReport report) {
    JsonNode line(int i) {
      return MAPPER.readTree(output.lines().toList().get(i));
    }

    ColumnPlan column(String path) {
      return plan.columns().stream().filter(c -> c.name().equals(path)).findFirst().orElseThrow();
    }
  }

  private static String person(int i) {
    return """
    {"id":%d, "name":{"first":"Grace","last":"Brandt"},"email":"grace.brandt%d@example.org",\
    "phones":["+49 301 %07d","+49 171 %07d"],"address":{"city":"Berlin","zip":"10115"},\
    "orders":[{"sku":"A-%d","amount":12.50},{"sku":"B-%d","amount":3e2}],"active":true,\
    "score":null,"notes":"Grace \\"G\\" Brandt wrote from grace.brandt%d@example.org\\non Monday"}
    """
        .formatted(i, i, 1111111 + i, 2222222 + i, i, i, i);
  }

  private Path people(int n) throws IOException {
    StringBuilder b = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      b.append(person(i));
    }
    return Files.writeString(dir.resolve("people.jsonl"), b);
  }

  private MaskingPlan plan(Path in) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(
        in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
  }

  private Run mask(Path in) throws Exception {
    return mask(in, plan(in));
  }

  private Run mask(Path in, MaskingPlan plan) throws Exception {
    Path out = dir.resolve("out.jsonl");
    Files.deleteIfExists(out);
    MaskOptions options = MaskOptions.defaults();
    MaskingReport report = MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
    VerificationReport checked = MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE);
    assertThat(checked.clean()).as(checked.toJson()).isTrue();
    return new Run(Files.readString(out), plan, report);
  }

  @Test
  void propose_nestedRecords_classifiesPaths() throws Exception {
    MaskingPlan plan = plan(people(200));
    assertThat(plan.format()).isEqualTo("jsonl");
    assertThat(plan.columns().stream().map(ColumnPlan::name))
        .containsExactly(
            "id",
            "name.first",
            "name.last",
            "email",
            "phones[]",
            "address.city",
            "address.zip",
            "orders[].sku",
            "orders[].amount",
            "active",
            "notes");
    Run run = new Run("", plan, null);
    assertThat(run.column("name.first").dataClass()).isEqualTo(DataClass.PERSON);
    assertThat(run.column("name.last").dataClass()).isEqualTo(DataClass.PERSON);
    assertThat(run.column("email").dataClass()).isEqualTo(DataClass.EMAIL);
    assertThat(run.column("phones[]").dataClass()).isEqualTo(DataClass.PHONE);
    assertThat(run.column("address.city").dataClass()).isEqualTo(DataClass.LOCATION);
    assertThat(run.column("address.zip").dataClass()).isEqualTo(DataClass.POSTCODE);
    assertThat(run.column("orders[].amount").transform()).isEqualTo(Transform.KEEP);
    assertThat(run.column("notes").transform()).isEqualTo(Transform.TEXT);
    assertThat(MaskingPlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  @Test
  void mask_nestedRecords_changesOnlyValues() throws Exception {
    Run run = mask(people(300));
    assertThat(run.report().rows()).isEqualTo(300);
    JsonNode line = run.line(6);
    String email = line.get("email").asString();
    assertThat(email).endsWith("@masked.invalid");
    assertThat(line.at("/name/first").asString()).startsWith("NAME_");
    assertThat(line.at("/phones/0").asString()).startsWith("TEL_");
    assertThat(line.at("/phones/1").asString())
        .startsWith("TEL_")
        .isNotEqualTo(line.at("/phones/0").asString());
    assertThat(line.get("notes").asString())
        .contains(email)
        .contains(line.at("/name/first").asString() + " \"G\" " + line.at("/name/last").asString())
        .endsWith("\non Monday");
    String raw = run.output().lines().toList().get(6);
    assertThat(raw)
        .matches("\\{\"id\":(7|\"ID_.*?\"), \"name\":\\{\"first\":\"NAME_.*")
        .contains(
            "\"orders\":[{\"sku\":\"A-7\",\"amount\":12.50},{\"sku\":\"B-7\",\"amount\":3e2}]")
        .contains("\"active\":true,\"score\":null,");
  }

  @Test
  void mask_valuesWhoseTypeChanges_areAllReplaced() throws Exception {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      b.append("{\"email\":\"p").append(i).append("@example.org\",\"n\":1}\n");
    }
    b.append("{\"email\":123456,\"n\":2}\n{\"email\":true}\n{\"email\":null}\n{\"email\":\"\"}\n");
    b.append("{\"email\":[\"x@example.org\",-1.5e3]}\n{\"email\":{\"work\":\"y@example.org\"}}\n");
    Run run = mask(Files.writeString(dir.resolve("in.jsonl"), b));
    assertThat(run.line(50).get("email").asString()).endsWith("@masked.invalid");
    assertThat(run.line(51).get("email").asString()).endsWith("@masked.invalid");
    assertThat(run.line(52).get("email").isNull()).isTrue();
    assertThat(run.line(53).get("email").asString()).isEmpty();
    assertThat(run.line(54).at("/email/0").asString()).endsWith("@masked.invalid");
    assertThat(run.line(54).at("/email/1").isString()).isTrue();
    assertThat(run.line(55).at("/email/work").asString()).endsWith("@masked.invalid");
  }

  @Test
  void mask_escapesAndOddSpacing_stayWhereNothingIsReplaced() throws Exception {
    String kept =
        " { \"a\" : \"\\u00e9\\/\\ud83d\\ude00\\ud800\" ,\t\"b\\u0022\":[ 1 , -0.0,{} ,[]] }"
            + " \r\n\n";
    Path in = Files.writeString(dir.resolve("in.jsonl"), "\ufeff" + kept + kept.stripTrailing());
    Run run = mask(in);
    assertThat(run.output()).isEqualTo(Files.readString(in));
    assertThat(run.report().rows()).isEqualTo(2);
  }

  @Test
  void mask_escapedText_isReadAndWrittenBack() throws Exception {
    String record =
        "{\"comment\":\"tab\\t\\u0061nna@example.org \\\"quoted\\\" \\u0000 \\ud800"
            + " back\\\\slash\"}\n";
    Run run = mask(Files.writeString(dir.resolve("in.jsonl"), record.repeat(30)));
    String comment = run.line(3).get("comment").asString();
    assertThat(comment)
        .startsWith("tab\tMAIL_".substring(0, 4))
        .contains("@masked.invalid \"quoted\" \u0000 \ud800 back\\slash")
        .doesNotContain("anna");
    assertThat(run.output()).contains("\\ud800").contains("\\u0000");
  }

  @Test
  void mask_encryptedNumbers_stayNumbersWhereTheyCan() throws Exception {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      b.append("{\"card\":411111111111").append(1000 + i).append("}\n");
    }
    Path in = Files.writeString(dir.resolve("in.jsonl"), b);
    MaskingPlan plan = plan(in);
    ColumnPlan card =
        plan.columns()
            .getFirst()
            .withDataClass(DataClass.CARD)
            .withTransform(Transform.parse("fpe"));
    MaskingPlan edited =
        plan.with(
            new ColumnPlan(
                0,
                "card",
                card.dataClass(),
                1,
                card.evidence(),
                card.transform(),
                keys.primaryId()));
    Run run = mask(in, edited);
    for (int i = 0; i < 40; i++) {
      JsonNode value = run.line(i).get("card");
      String digits = value.asString();
      assertThat(digits).hasSize(16);
      assertThat(value.isNumber()).isEqualTo(!digits.startsWith("0"));
    }
  }

  @Test
  void mask_anyNumberOfThreads_givesTheSameBytes() throws Exception {
    Path in = people(6000);
    MaskingPlan plan = plan(in);
    List<byte[]> outputs = new ArrayList<>();
    for (int threads : new int[] {1, 2, 8}) {
      Path out = dir.resolve("out" + threads + ".jsonl");
      MaskingEngine.mask(
          in, out, plan, keys, MaskOptions.defaults().withThreads(threads), Progress.NONE);
      outputs.add(Files.readAllBytes(out));
      DatasetProfile profile =
          MaskingEngine.profile(in, ReadOptions.defaults().withThreads(threads), Progress.NONE);
      assertThat(profile.columns())
          .isEqualTo(plan.columns().stream().map(ColumnPlan::name).toList());
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
  }

  /** A path that only the last record has, far behind the sample's head. */
  private Path late() throws IOException {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      b.append("{\"count\":").append(i).append(",\"city\":\"Oslo\"}\n");
    }
    b.append("{\"count\":1,\"extra\":{\"remark1\":\"4111 1111 1111 1111\"}}\n");
    return Files.writeString(dir.resolve("late.jsonl"), b);
  }

  @Test
  void mask_identifierInUnsampledPath_isMasked() throws Exception {
    Path in = late();
    MaskingPlan plan = plan(in);
    assertThat(plan.columns().getLast().name()).isEqualTo("extra.remark1");
    MaskingPlan kept = plan.with(plan.columns().getLast().withTransform(Transform.KEEP));
    Run run = mask(in, kept);
    assertThat(run.output()).doesNotContain("4111 1111").contains("{\"remark1\":\"CARD_");
    assertThat(run.report().lateIdentifiers()).isEqualTo(1);
  }

  @Test
  void mask_identifierInUnsampledPath_stopsWhereThePlanSaysSo() throws Exception {
    Path in = late();
    MaskingPlan plan = plan(in);
    MaskingPlan stop =
        plan.with(plan.columns().getLast().withTransform(Transform.KEEP))
            .withLatePolicy(LatePolicy.STOP);
    Path out = dir.resolve("never.jsonl");
    assertThatThrownBy(
            () -> MaskingEngine.mask(in, out, stop, keys, MaskOptions.defaults(), Progress.NONE))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.LATE_IDENTIFIER);
              assertThat(e.line()).isEqualTo(40_001);
              assertThat(e.column()).isEqualTo("extra.remark1");
              assertThat(e.getMessage()).doesNotContain("4111");
            });
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"a\":1,\"b\":2,\"a\":3}|DUPLICATE_MEMBER|13",
        "{\"a\":1,\"\\u0061\":3}|DUPLICATE_MEMBER|7",
        "{\"a\":[{\"x\":1,\"x\":2}]}|DUPLICATE_MEMBER|13",
        "{\"a\":1}{\"a\":2}|BAD_JSON|7",
        "{\"a\":01}|BAD_JSON|5",
        "{\"a\":'x'}|BAD_JSON|5",
        "{\"a\":\"x}|BAD_JSON|5",
        "{\"a\":\"\\x\"}|BAD_JSON|6",
        "{\"a\":nul}|BAD_JSON|5",
        "{\"a\":1,}|BAD_JSON|7",
        "{\"a\":[1,]}|BAD_JSON|8",
        "{\"a\":NaN}|BAD_JSON|5",
        "[1,2]|BAD_JSON|0",
        "\"text\"|BAD_JSON|0",
        "{|BAD_JSON|1",
      })
  void profile_badRecord_isRefusedWithLineAndOffset(String record, Kind kind, int at)
      throws Exception {
    String before = "{\"a\":0}\n";
    refused((before + record + "\n").getBytes(StandardCharsets.UTF_8), kind, before.length() + at);
  }

  private void refused(byte[] content, Kind kind, long offset) throws IOException {
    Path in = Files.write(dir.resolve("bad.jsonl"), content);
    assertThatThrownBy(() -> plan(in))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.byteOffset()).isEqualTo(offset);
              assertThat(e.line()).isEqualTo(offset < 0 ? -1 : 2);
            });
  }

  @Test
  void profile_notText_isRefused() throws Exception {
    refused("{\"a\":0}\n{\"a\":\"x\0\"}\n".getBytes(StandardCharsets.UTF_8), Kind.NUL_BYTE, 15);
    byte[] latin = "{\"a\":0}\n{\"a\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1);
    refused(latin, Kind.BAD_ENCODING, 14);
    String deep = "{\"a\":0}\n{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}\n";
    refused(deep.getBytes(StandardCharsets.UTF_8), Kind.TOO_DEEP, 8 + 5 + 63);
    String person = "{\"a\":0}\n{\"anna@example.org\":1}\n";
    refused(person.getBytes(StandardCharsets.UTF_8), Kind.HEADER_LOOKS_LIKE_DATA, 8 + 20);
    refused(new byte[0], Kind.EMPTY, -1);
    refused("\n \n".getBytes(StandardCharsets.UTF_8), Kind.EMPTY, -1);
  }

  @Test
  void profile_recordLargerThanTheLimit_isRefused() throws Exception {
    Path in = dir.resolve("big.jsonl");
    Files.writeString(in, "{\"a\":0}\n{\"a\":\"" + "x".repeat(2 << 20) + "\"}\n");
    ReadOptions options = ReadOptions.defaults().withMaxCellBytes(1 << 20);
    assertThatThrownBy(() -> MaskingEngine.profile(in, options, Progress.NONE))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.CELL_TOO_LARGE);
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.byteOffset()).isEqualTo(8);
            });
    assertThat(MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE).rows())
        .isEqualTo(2);
  }

  @Test
  void profile_oneJsonList_isRefused() throws Exception {
    Path in = Files.writeString(dir.resolve("list.json"), "[{\"a\":1}]");
    assertThatThrownBy(() -> plan(in)).hasMessageContaining("one JSON list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void mask_packed_readsAndWritesIt(String suffix) throws Exception {
    Path plain = people(3000);
    MaskingPlan plan = plan(plain);
    Run run = mask(plain, plan);
    MaskOptions options = MaskOptions.defaults();
    Path packed = dir.resolve("packed.jsonl." + suffix);
    MaskingEngine.mask(plain, packed, plan, keys, options, Progress.NONE);
    assertThat(MaskingEngine.verify(plain, packed, plan, keys, options, Progress.NONE).clean())
        .isTrue();
    // What was packed is read again, and masks to tokens only.
    assertThat(Files.size(packed)).isLessThan(run.output().length());
    DatasetProfile again = MaskingEngine.profile(packed, ReadOptions.defaults(), Progress.NONE);
    assertThat(again.rows()).isEqualTo(3000);
    MaskingPlan second =
        MaskingEngine.propose(
            packed, again, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
    assertThat(second.columns()).hasSameSizeAs(plan.columns());
    byte[] whole = Files.readAllBytes(packed);
    Path half =
        Files.write(
            dir.resolve("half.jsonl." + suffix), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> plan(half))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED_FILE));
  }

  @Test
  void profile_bomb_isRefused() throws Exception {
    Path bomb = dir.resolve("bomb.jsonl.gz");
    byte[] lines = "{\"a\":1}\n".repeat(1 << 17).getBytes(StandardCharsets.UTF_8);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (int i = 0; i < 100; i++) {
        out.write(lines);
      }
    }
    assertThatThrownBy(() -> plan(bomb)).hasMessageContaining("400 times");
  }
}
