package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.masking.DatasetException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformsTest {
  @TempDir Path dir;
  private Path in;
  private Path out;
  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
  private final MaskingKeys reversal = MaskingKeys.of(List.of(MaskingKeys.newRoot()));

  @BeforeEach
  void files() {
    in = dir.resolve("in.csv");
    out = dir.resolve("out.csv");
  }

  private MaskingPlan plan(ProposeOptions options) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(in, profile, options, Progress.NONE);
  }

  private MaskingPlan plan(UnaryOperator<ColumnPlan> change) throws DatasetException {
    MaskingPlan plan = plan(ProposeOptions.withKey(keys.primaryId()));
    List<ColumnPlan> columns = new ArrayList<>(plan.columns());
    columns.replaceAll(change);
    return new MaskingPlan(
        plan.format(),
        plan.inputSha256(),
        plan.inputBytes(),
        plan.rows(),
        plan.dialect(),
        plan.detectorVersion(),
        plan.domain(),
        plan.tokenMac(),
        plan.onLateIdentifier(),
        columns);
  }

  private void mask(MaskingPlan plan, MaskingKeys with) throws DatasetException {
    MaskOptions options = MaskOptions.defaults();
    MaskingEngine.mask(in, out, plan, with, options, Progress.NONE);
    assertThat(MaskingEngine.verify(in, out, plan, with, options, Progress.NONE).clean()).isTrue();
  }

  private static ColumnPlan with(ColumnPlan c, String transform) {
    return c.withTransform(Transform.parse(transform));
  }

  @Test
  void reverse_allColumnsReversible_givesTheFileBack() throws Exception {
    People.write(in, 3000, 4);
    Files.writeString(in, Files.readString(in) + "x,\"a \"\"b\"\", c\",,,,,,,,,,,\"d\ne\"\n");
    MaskingKeys both = keys.withReversal(reversal);
    mask(plan(c -> with(c, "reversible")), both);
    assertThat(Files.readString(out)).doesNotContain("Alice").contains("REV_");

    Path back = dir.resolve("back.csv");
    long tokens =
        MaskingEngine.reverse(
            out, back, reversal, "default", MaskOptions.defaults(), Progress.NONE);
    assertThat(tokens).isEqualTo(3000 * 13 + 3);
    assertThat(back).hasSameBinaryContentAs(in);
  }

  @Test
  void reverse_otherKeyOrDomain_isRefusedWithThePlace() throws Exception {
    People.write(in, 10, 4);
    mask(
        plan(c -> c.name().equals("email") ? with(c, "reversible") : c),
        keys.withReversal(reversal));
    Path back = dir.resolve("back.csv");
    for (MaskingKeys wrong : List.of(keys, MaskingKeys.of(List.of(MaskingKeys.newRoot())))) {
      assertThatThrownBy(
              () ->
                  MaskingEngine.reverse(
                      out, back, wrong, "default", MaskOptions.defaults(), Progress.NONE))
          .isInstanceOfSatisfying(
              DatasetException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.KEY_INVALID);
                assertThat(e.byteOffset()).isPositive();
              });
      assertThat(back).doesNotExist();
    }
  }

  @Test
  void mask_reversibleWithoutItsKey_isRefused() throws Exception {
    People.write(in, 10, 4);
    MaskingPlan plan = plan(c -> c.name().equals("email") ? with(c, "reversible") : c);
    assertThatThrownBy(
            () -> MaskingEngine.mask(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.kind()).isEqualTo(Kind.KEY_INVALID));
    assertThat(out).doesNotExist();
  }

  @Test
  void mask_shiftedDates_moveTogetherForOnePerson() throws Exception {
    StringBuilder table = new StringBuilder("patient_id,email,visit\n");
    for (int i = 0; i < 600; i++) {
      LocalDate visit = LocalDate.of(2020, 1, 1).plusDays(i);
      table.append("P").append(i % 20).append(",p").append(i % 20).append("@example.org,");
      table.append(i == 7 ? "unknown" : visit).append('\n');
    }
    Files.writeString(in, table);
    mask(plan(c -> c.name().equals("visit") ? with(c, "shift:30:patient_id") : c), keys);
    List<String> lines = Files.readAllLines(out);
    Map<String, Long> moved = new HashMap<>();
    for (int i = 0; i < 600; i++) {
      String[] cells = lines.get(i + 1).split(",");
      if (i == 7) {
        assertThat(cells[2]).doesNotContain("unknown").contains("_");
        continue;
      }
      LocalDate visit = LocalDate.of(2020, 1, 1).plusDays(i);
      long days = ChronoUnit.DAYS.between(visit, LocalDate.parse(cells[2]));
      assertThat(days).isBetween(-30L, 30L).isNotZero();
      assertThat(moved.computeIfAbsent(cells[0], k -> days)).isEqualTo(days);
    }
    assertThat(moved.values().stream().distinct().count()).isGreaterThan(3);
  }

  @Test
  void propose_safeHarbor_leavesNoneOfTheIdentifiers() throws Exception {
    StringBuilder table =
        new StringBuilder("mrn,full_name,email,birth_date,age,zip,city,visit_date\n");
    for (int i = 0; i < 400; i++) {
      int year = i % 2 == 0 ? 1930 : 1980;
      table.append("MRN-").append(100_000 + i).append(",Maria Novak,m").append(i);
      table.append("@example.org,").append(year).append("-05-").append(10 + i % 18).append(',');
      table.append(2026 - year).append(',').append(i % 3 == 0 ? "03601" : "90210");
      table.append(",Boston,2024-0").append(1 + i % 9).append("-11\n");
    }
    Files.writeString(in, table);
    MaskingPlan plan =
        plan(ProposeOptions.withKey(keys.primaryId()).withPreset(Preset.HIPAA, 2026));
    mask(plan, keys);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(1))
        .isEqualTo("[REDACTED],[REDACTED],[REDACTED],before 1937,90+,000,[REDACTED],2024");
    assertThat(lines.get(2))
        .isEqualTo("[REDACTED],[REDACTED],[REDACTED],1980,46,902,[REDACTED],2024");
  }

  @Test
  void propose_gdpr_keepsTokensAndCoarsensTheRest() throws Exception {
    StringBuilder table = new StringBuilder("full_name,email,age\n");
    for (int i = 0; i < 300; i++) {
      table.append("Maria Novak,m").append(i).append("@example.org,").append(20 + i % 70);
      table.append('\n');
    }
    Files.writeString(in, table);
    mask(plan(ProposeOptions.withKey(keys.primaryId()).withPreset(Preset.GDPR, 2026)), keys);
    assertThat(Files.readAllLines(out).get(1)).matches("NAME_.{16},MAIL_.*,20-29");
  }
}
