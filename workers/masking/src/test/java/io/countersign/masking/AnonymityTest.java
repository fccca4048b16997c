package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many rows share their quasi-identifiers, and what happens to rare ones. */
class AnonymityTest {
  private static final String HEADER = "email,age,sex,postcode,score\n";
  @TempDir Path dir;
  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
  private Path in = Path.of("");

  @BeforeEach
  void table() throws Exception {
    StringBuilder b = new StringBuilder(HEADER);
    for (int i = 0; i < 30; i++) {
      b.append("user%d@mail.example,34,F,10%03d,%d\n".formatted(i, i, i % 7));
    }
    for (int i = 30; i < 36; i++) {
      b.append("user%d@mail.example,51,M,20%03d,%d\n".formatted(i, i, i % 7));
    }
    b.append("rare@mail.example,88,M,99001,3\n");
    in = Files.writeString(dir.resolve("in.csv"), b);
  }

  private MaskingPlan plan() throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(
        in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
  }

  @Test
  void propose_tableOfPeople_countsWhoShareTheirQuasiIdentifiers() throws Exception {
    KAnonymity census = Objects.requireNonNull(plan().census());
    assertThat(census)
        .isEqualTo(new KAnonymity(List.of("age", "sex", "postcode"), 37, 3, 1, 1, true));
  }

  @Test
  void plan_withCensusAndSuppression_readsBack() throws Exception {
    MaskingPlan plan = plan().withSuppressionBelow(5);
    MaskingPlan read = MaskingPlan.fromJson(plan.toJson());
    assertThat(read).isEqualTo(plan);
    assertThat(read.digest()).isEqualTo(plan.digest());
    assertThatThrownBy(() -> plan.withSuppressionBelow(-1)).hasMessageContaining("-1");
  }

  @Test
  void mask_rareCombination_losesItsQuasiIdentifiers() throws Exception {
    MaskingPlan plan = plan().withSuppressionBelow(5);
    Path out = dir.resolve("out.csv");
    MaskOptions options = MaskOptions.defaults();
    MaskingReport report = MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
    assertThat(report.rowsSuppressed()).isEqualTo(1);
    assertThat(report.toJson()).contains("kAnonymity", "drift", "megabytesPerSecond");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(37)).endsWith(",[REDACTED],[REDACTED],[REDACTED],3");
    assertThat(lines.subList(1, 37)).noneMatch(line -> line.contains("REDACTED"));
    assertThat(MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE).clean()).isTrue();
  }
}
