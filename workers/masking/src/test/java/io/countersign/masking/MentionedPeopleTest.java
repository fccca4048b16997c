package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Free text that mentions people of the same table. */
class MentionedPeopleTest {

  private static final String HEADER = "first_name,last_name,email,notes\n";

  @TempDir Path folder;

  @Test
  void mask_textNamesSomebodyOfAnotherRow_masksBothWords() throws Exception {
    String out =
        mask(
            HEADER
                + "Ann,Miller,ann@example.org,Same household as Bazyli Partyka\n"
                + "Bazyli,Partyka,baz@example.org,PARTYKA Bazyli and ann miller called\n");
    assertThat(out).doesNotContainIgnoringCase("bazyli").doesNotContainIgnoringCase("partyka");
    assertThat(out).doesNotContainIgnoringCase("miller");
  }

  @Test
  void mask_ownNameInCapitalsWithAccents_masksIt() throws Exception {
    String out =
        mask(
            HEADER
                + "Mattéo,Roche,m@example.org,MATTÉO ROCHE / call back\n"
                + "Władysław,Zając,w@example.org,Herr WŁADYSŁAW ZAJĄC wartet\n");
    assertThat(out).doesNotContain("MATTÉO", "ROCHE", "WŁADYSŁAW", "ZAJĄC");
  }

  @Test
  void mask_nameOfSeveralWordsOverlapsDetection_leavesNoWordOfIt() throws Exception {
    String out =
        mask(
            HEADER
                + "Loris,De luca,l@example.org,\"Customer said: My name is Loris De luca, thanks\"\n"
                + "Brigitta,D'amico,b@example.org,Herr oder Frau D'amico bittet um Antwort\n");
    assertThat(out).doesNotContain("luca", "amico");
  }

  @Test
  void mask_surnameWithApostrophe_leavesNoneOfIt() throws Exception {
    String out =
        mask(
            HEADER
                + "Sinéad,O'Neill,s@example.org,O'Neill called about O'NEILL's bill\n"
                + "Bazyli,Partyka,baz@example.org,Same household as Sinéad O'Neill\n");
    assertThat(out).doesNotContainIgnoringCase("neill").doesNotContain("O'");
  }

  @Test
  void mask_repeatedTextHoldsAValueOfOneRow_masksItThereOnly() throws Exception {
    StringBuilder rows = new StringBuilder("customer_id,first_name,last_name,email,notes\n");
    for (int i = 0; i < 20; i++) {
      rows.append("kappa").append((char) ('a' + i)).append(",Ann,Miller,ann").append(i);
      rows.append("@example.org,compare with kappah please\n");
    }
    String[] lines = mask(rows.toString()).split("\n");
    for (int i = 0; i < 20; i++) {
      assertThat(lines[i + 1].contains("compare with kappah please"))
          .as("row " + i)
          .isEqualTo(i != 7);
    }
  }

  @Test
  void mask_everydayWordsSideBySide_stay() throws Exception {
    String out = mask(HEADER + "Ann,Miller,ann@example.org,please call back in the evening\n");
    assertThat(out).contains("please call back in the evening");
  }

  @Test
  void verify_otherRowsNameLeftInText_countsASurvivor() throws Exception {
    String rows =
        "Ann,Miller,ann@example.org,Same household as Bazyli Partyka\n"
            + "Bazyli,Partyka,baz@example.org,nothing\n";
    Path in = write("in.csv", HEADER + rows);
    Path out = folder.resolve("out.csv");
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    MaskingPlan plan = plan(in, keys);
    MaskingEngine.mask(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE);
    String masked = Files.readString(out);
    String leaking =
        masked.replaceFirst("Same household as [^\\n]*", "Same household as Bazyli Partyka");
    assertThat(leaking).isNotEqualTo(masked);
    Files.writeString(out, leaking);

    VerificationReport report =
        MaskingEngine.verify(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE);

    assertThat(report.survivors()).isPositive();
    assertThat(report.survivorsPerColumn()).containsOnlyKeys("notes");
  }

  private String mask(String csv) throws Exception {
    Path in = write("in.csv", csv);
    Path out = folder.resolve("out.csv");
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    MaskingPlan plan = plan(in, keys);
    MaskingEngine.mask(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE);
    VerificationReport report =
        MaskingEngine.verify(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE);
    assertThat(report.clean()).as(report.toJson()).isTrue();
    return Files.readString(out);
  }

  private static MaskingPlan plan(Path in, MaskingKeys keys) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    MaskingPlan plan =
        MaskingEngine.propose(in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
    ColumnPlan notes = plan.columns().get(3);
    return plan.with(
        notes.withDataClass(DataClass.FREE_TEXT).withTransform(Transform.parse("text")));
  }

  private Path write(String name, String csv) throws Exception {
    return Files.write(folder.resolve(name), csv.getBytes(StandardCharsets.UTF_8));
  }
}
