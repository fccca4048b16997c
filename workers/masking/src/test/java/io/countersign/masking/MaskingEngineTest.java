package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.masking.DatasetException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskingEngineTest {
  @TempDir Path dir;
  private Path in;
  private Path out;
  private MaskingKeys keys;

  @BeforeEach
  void files() {
    in = dir.resolve("in.csv");
    out = dir.resolve("out.csv");
    byte[] root = new byte[32];
    Arrays.fill(root, (byte) 7);
    keys = MaskingKeys.of(List.of(root));
  }

  private DatasetProfile profile() throws DatasetException {
    return MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
  }

  private MaskingPlan plan() throws DatasetException {
    return MaskingEngine.propose(
        in, profile(), ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
  }

  private MaskingReport mask(MaskingPlan plan) throws DatasetException {
    return mask(plan, MaskOptions.defaults());
  }

  private MaskingReport mask(MaskingPlan plan, MaskOptions options) throws DatasetException {
    return MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
  }

  private VerificationReport verify(MaskingPlan plan) throws DatasetException {
    return MaskingEngine.verify(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE);
  }

  private static Map<String, DataClass> classes(MaskingPlan plan) {
    return plan.columns().stream()
        .collect(Collectors.toMap(ColumnPlan::name, ColumnPlan::dataClass));
  }

  @Test
  void propose_tableOfPeople_recognisesEveryColumn() throws Exception {
    People.write(in, 2000, 1);
    assertThat(classes(plan()))
        .containsEntry("id", DataClass.RECORD_ID)
        .containsEntry("first_name", DataClass.PERSON)
        .containsEntry("last_name", DataClass.PERSON)
        .containsEntry("email", DataClass.EMAIL)
        .containsEntry("phone", DataClass.PHONE)
        .containsEntry("card_number", DataClass.CARD)
        .containsEntry("iban", DataClass.IBAN)
        .containsEntry("birth_date", DataClass.DATE_OF_BIRTH)
        .containsEntry("street", DataClass.STREET_ADDRESS)
        .containsEntry("postcode", DataClass.POSTCODE)
        .containsEntry("city", DataClass.LOCATION)
        .containsEntry("country", DataClass.COUNTRY)
        .containsEntry("notes", DataClass.FREE_TEXT);
  }

  @Test
  void mask_tableOfPeople_leavesNoOriginal() throws Exception {
    People.write(in, 5000, 2);
    MaskingPlan plan = plan();
    MaskingReport report = mask(plan);
    assertThat(report.rows()).isEqualTo(5000);
    assertThat(report.cellsMasked()).isGreaterThan(11 * 5000);
    List<String> before = Files.readAllLines(in);
    List<String> after = Files.readAllLines(out);
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.getFirst()).isEqualTo(before.getFirst());
    for (int i = 1; i < before.size(); i++) {
      String[] cells = before.get(i).split(",", 13);
      for (int c : new int[] {0, 3, 4, 5, 6, 7, 8}) {
        assertThat(after.get(i)).doesNotContain(cells[c]);
      }
      String notes = after.get(i).split(",", 13)[12];
      assertThat(notes).doesNotContain(cells[1]).doesNotContain(cells[2]);
    }
    VerificationReport verification = verify(plan);
    assertThat(verification.survivors()).isZero();
    assertThat(verification.unmaskedIdentifiers()).isZero();
    assertThat(verification.originals()).isEqualTo(11 * 5000);
  }

  @Test
  void mask_rowMentionedInNotes_getsTheTokenOfItsColumns() throws Exception {
    Files.writeString(
        in,
        "first_name,last_name,email,phone,notes\n"
            + "Ada,Byron,ada@x.org,+44 20 7946 0958,\"Ada Byron (ada@x.org) rang from 020 7946"
            + " 0958, says ADA\"\n");
    mask(plan());
    String[] cells = Files.readAllLines(out).get(1).split(",", 5);
    assertThat(cells[4])
        .contains(cells[0] + " " + cells[1] + " (" + cells[2] + ") rang from ")
        .contains(cells[3])
        .endsWith("says " + cells[0] + "\"");
  }

  @Test
  void mask_namesThatDetectionSeesAsOne_getTheTokensOfTheirColumns() throws Exception {
    Files.writeString(
        in,
        "first_name,last_name,email,notes\n"
            + "Peter,Anders,peter@anders.org,Peter Anders and Dr. Maria Anders wrote from"
            + " peter@anders.org\n"
            + "Maria,Lopez,m@lopez.org,call Mr. Peter Miller-Lopez\n");
    mask(plan());
    List<String> lines = Files.readAllLines(out);
    String[] cells = lines.get(1).split(",", 4);
    String[] maria = lines.get(2).split(",", 4);
    assertThat(cells[3])
        .startsWith(cells[0] + " " + cells[1] + " and NAME_")
        .endsWith(cells[1] + " wrote from " + cells[2]);
    assertThat(maria[3]).doesNotContain("Miller").contains(maria[1]);
  }

  @Test
  void mask_otherTransforms_keepWhatTheyPromise() throws Exception {
    Files.writeString(
        in,
        "card,iban,phone,age,ip,lat,email\n"
            + "4111 1111 1111 1111,DE89 3704 0044 0532 0130 00,+49 171 1234567,34,10.1.2.3,52.520008,a@x.org\n"
            + "none,x,12,97,::1,,\n");
    MaskingPlan plan = plan();
    String[] transforms = {"fpe", "fpe", "fpe", "age-band", "ip-prefix", "round", "partial:5"};
    DataClass[] classes = {
      DataClass.CARD,
      DataClass.IBAN,
      DataClass.PHONE,
      DataClass.AGE,
      DataClass.IP_ADDRESS,
      DataClass.COORDINATES,
      DataClass.EMAIL
    };
    for (int i = 0; i < 7; i++) {
      plan =
          plan.with(
              plan.columns()
                  .get(i)
                  .withDataClass(classes[i])
                  .withTransform(Transform.parse(transforms[i])));
    }
    mask(plan);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(1))
        .matches(
            "\\d{4} \\d{4} \\d{4} \\d{4},DE\\d\\d( \\d{4}){4} \\d\\d,\\+\\d\\d \\d{3} \\d{7},30-39,10\\.1\\.2\\.0,52\\.5,\\*{7}");
    String[] cells = lines.get(1).split(",");
    Detector detector = new Detector();
    assertThat(detector.detect("iban " + cells[1]))
        .extracting(Detector.Span::type)
        .containsExactly(DataClass.IBAN);
    assertThat(luhn(cells[0].replace(" ", ""))).isTrue();
    assertThat(lines.get(2)).matches("CARD_\\w+,IBAN_\\w+,TEL_\\w+,90\\+,IP_\\w+,,");
    assertThat(verify(plan).survivors()).isZero();
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int v = (digits.charAt(digits.length() - 1 - i) - '0') << (i & 1);
      sum += v > 9 ? v - 9 : v;
    }
    return sum % 10 == 0;
  }

  @Test
  void mask_decimalsThatLookLikeCards_areKeptAndReleased() throws Exception {
    StringBuilder b = new StringBuilder("measure,angle,site\n");
    Random random = new Random(8);
    for (int i = 0; i < 3000; i++) {
      b.append("4.").append(digits(random, 15)).append(",455.").append(digits(random, 13));
      b.append(i == 2999 ? ",https://x.example/?to=ada@x.org\n" : ",https://x.example/\n");
    }
    Files.writeString(in, b);
    MaskingPlan plan = plan();
    MaskingReport report = mask(plan);
    assertThat(report.lateIdentifiers()).isEqualTo(1);
    assertThat(Files.readString(out)).doesNotContain("ada@");
    assertThat(verify(plan).clean()).isTrue();
  }

  private static String digits(Random random, int n) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) {
      b.append(random.nextInt(10));
    }
    return b.toString();
  }

  @Test
  void mask_hmacTokens_areOtherTokens() throws Exception {
    Files.writeString(in, "email\na@x.org\nb@x.org\n");
    MaskingPlan plan = plan();
    mask(plan);
    String cmac = Files.readString(out);
    MaskingPlan other =
        MaskingPlan.fromJson(plan.withTokenMac(MaskingPlan.TokenMac.HMAC_SHA256).toJson());
    mask(other, MaskOptions.defaults().withOverwrite(true));
    assertThat(Files.readString(out))
        .isNotEqualTo(cmac)
        .matches("email\n(MAIL_\\w{16}@masked\\.invalid\n){2}");
  }

  @Test
  void mask_hugeTextCell_isMaskedToItsEnd() throws Exception {
    String text = "Ada wrote to ada@x.org and then. ".repeat(20_000);
    Files.writeString(in, "first_name,email,notes\nAda,ada@x.org,\"" + text + "\"\n");
    mask(plan());
    assertThat(Files.readString(out)).doesNotContain("Ada").doesNotContain("ada@x.org");
  }

  @Test
  void mask_anyNumberOfThreads_givesTheSameBytes() throws Exception {
    People.write(in, 20_000, 3);
    MaskingPlan plan = plan();
    List<String> digests = new ArrayList<>();
    for (int threads : new int[] {1, 2, 8}) {
      MaskOptions options = MaskOptions.defaults().withThreads(threads).withOverwrite(true);
      digests.add(mask(plan, options).outputSha256());
    }
    assertThat(digests).containsOnly(digests.getFirst());
  }

  @Test
  void mask_twoFilesOneKey_sameValueSameToken() throws Exception {
    Files.writeString(in, "email,phone\nAda@X.org,+49 171 1234567\n");
    mask(plan());
    String first = Files.readAllLines(out).get(1);
    Files.writeString(in, "email;phone\nada@x.org ;0049-171-1234567\n");
    mask(plan(), MaskOptions.defaults().withOverwrite(true));
    String second = Files.readAllLines(out).get(1);
    assertThat(second.replace(" ;", ",")).isEqualTo(first);
  }

  @Test
  void mask_bomAndCrlf_arePreserved() throws Exception {
    Files.writeString(in, "\ufeffid,email\r\n1,a@x.org\r\n2,\"b@x.org\"\r\n");
    mask(plan());
    assertThat(Files.readString(out))
        .matches(
            "\ufeffid,email\r\nID_\\w{16},MAIL_\\w{16}@masked\\.invalid\r\n"
                + "ID_\\w{16},\"MAIL_\\w{16}@masked\\.invalid\"\r\n");
  }

  @Test
  void mask_headerOnly_givesHeaderOnly() throws Exception {
    Files.writeString(in, "id,email\n");
    MaskingPlan plan = plan();
    assertThat(mask(plan).rows()).isZero();
    assertThat(Files.readString(out)).isEqualTo("id,email\n");
    assertThat(verify(plan).survivors()).isZero();
  }

  @Test
  void mask_identifierColumn_masksWhatCannotBeParsedToo() throws Exception {
    Files.writeString(in, "email,birth_date\na@x.org,1980-02-01\nunknown,long ago\n,\n");
    mask(plan());
    assertThat(Files.readString(out))
        .matches("email,birth_date\nMAIL_\\S+,1980\nMAIL_\\S+,DOB_\\w+\n,\n");
  }

  @Test
  void mask_lateIdentifierInKeptColumn_isMaskedAndReported() throws Exception {
    Files.writeString(in, lateTable());
    MaskingPlan plan = plan();
    assertThat(classes(plan)).containsEntry("colour", DataClass.NONE);
    MaskingReport report = mask(plan);
    assertThat(report.lateIdentifiers()).isEqualTo(1);
    assertThat(Files.readString(out)).doesNotContain("eve@evil.org");
    assertThat(verify(plan).clean()).isTrue();
  }

  @Test
  void mask_lateIdentifierAndPlanSaysStop_stopsAndLeavesNothing() throws Exception {
    Files.writeString(in, lateTable());
    MaskingPlan plan = plan().withLatePolicy(MaskingPlan.LatePolicy.STOP);
    assertThatThrownBy(() -> mask(plan))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.LATE_IDENTIFIER);
              assertThat(e.line()).isEqualTo(202);
              assertThat(e.column()).isEqualTo("2 (colour)");
              assertThat(e).hasMessageNotContaining("evil");
            });
    assertThat(remaining()).containsExactly("in.csv");
  }

  private static String lateTable() {
    StringBuilder b = new StringBuilder("n,colour\n");
    for (int i = 0; i < 200; i++) {
      b.append(i).append(i % 2 == 0 ? ",red\n" : ",blue\n");
    }
    return b.append("200,green eve@evil.org\n").toString();
  }

  private List<String> remaining() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void mask_fileChangedAfterProfile_isRefused() throws Exception {
    People.write(in, 100, 4);
    MaskingPlan plan = plan();
    byte[] bytes = Files.readAllBytes(in);
    bytes[bytes.length - 5] ^= 1;
    Files.write(in, bytes);
    assertThatThrownBy(() -> mask(plan)).satisfies(kind(Kind.CHANGED));
    assertThat(remaining()).containsExactly("in.csv");
  }

  @Test
  void mask_planOfOtherDetectorOrKey_isRefused() throws Exception {
    People.write(in, 10, 5);
    String json = plan().toJson();
    MaskingPlan other =
        MaskingPlan.fromJson(json.replace(MaskingEngine.detectorVersion(), "other/9"));
    assertThatThrownBy(() -> mask(other)).satisfies(kind(Kind.PLAN_MISMATCH));
    MaskingPlan otherKey = MaskingPlan.fromJson(json.replace(keys.primaryId(), "k000000000000"));
    assertThatThrownBy(() -> mask(otherKey)).satisfies(kind(Kind.PLAN_MISMATCH));
  }

  @Test
  void mask_destinationExists_isRefusedAndKept() throws Exception {
    People.write(in, 10, 6);
    Files.writeString(out, "precious");
    MaskingPlan plan = plan();
    assertThatThrownBy(() -> mask(plan)).satisfies(kind(Kind.DESTINATION_EXISTS));
    assertThat(Files.readString(out)).isEqualTo("precious");
  }

  @Test
  void verify_outputThatHoldsOriginals_countsThem() throws Exception {
    People.write(in, 500, 7);
    MaskingPlan plan = plan();
    mask(plan);
    List<String> before = Files.readAllLines(in);
    List<String> after = new ArrayList<>(Files.readAllLines(out));
    String email = before.get(17).split(",", 13)[3];
    after.set(9, after.get(9).replaceFirst("\"$", " see " + email + "\""));
    String[] cells = after.get(20).split(",", 13);
    cells[1] = before.get(400).split(",", 13)[1];
    after.set(20, String.join(",", cells));
    String own = before.get(30).split(",", 13)[2];
    after.set(30, after.get(30).replaceFirst("\"$", " " + own + "\""));
    Files.write(out, after);
    VerificationReport report = verify(plan);
    assertThat(report.survivors()).isGreaterThanOrEqualTo(3);
    assertThat(report.survivorsPerColumn()).containsKeys("notes", "first_name");
    assertThat(report.unmaskedIdentifiers()).isEqualTo(1);
    assertThat(report.clean()).isFalse();
  }

  @Test
  void plan_json_isCanonicalAndReadsBack() throws Exception {
    People.write(in, 50, 8);
    MaskingPlan plan = plan();
    assertThat(plan()).isEqualTo(plan);
    MaskingPlan again = MaskingPlan.fromJson(plan.toJson());
    assertThat(again).isEqualTo(plan);
    assertThat(again.digest()).isEqualTo(plan.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(plan.toJson()).doesNotContain("example.org").doesNotContain("\n");
  }

  @Test
  void plan_unknownNames_areRefusedByName() throws Exception {
    People.write(in, 50, 8);
    String json = plan().toJson();
    refusesPlan(json.replace("\"EMAIL\"", "\"SHOE_SIZE\""), "SHOE_SIZE");
    refusesPlan(json.replace("\"token\"", "\"scramble\""), "scramble");
    refusesPlan(json.replace("\"csv\"", "\"xlsx\""), "xlsx");
    refusesPlan(json.replace("aes-cmac", "md5"), "md5");
  }

  private static void refusesPlan(String json, String name) {
    assertThatThrownBy(() -> MaskingPlan.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void keys_fileReadableByOthers_isRefused() throws Exception {
    Path file = dir.resolve("keys/masking.key");
    MaskingKeys created = MaskingKeys.openOrCreate(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(MaskingKeys.openOrCreate(file).primaryId()).isEqualTo(created.primaryId());
    MaskingKeys rotated = MaskingKeys.rotate(file);
    assertThat(rotated.ids()).hasSize(2).startsWith(created.primaryId());
    assertThat(rotated.primaryId()).isNotEqualTo(created.primaryId());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> MaskingKeys.openOrCreate(file)).satisfies(kind(Kind.KEY_PERMISSIONS));
  }

  private static Consumer<Throwable> kind(Kind expected) {
    return e -> assertThat(((DatasetException) e).kind()).isEqualTo(expected);
  }
}
