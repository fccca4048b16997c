package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposeTest {
  @TempDir Path dir;
  private final Random random = new Random(5);

  private MaskingPlan plan(String header, Function<Random, String> row) throws Exception {
    StringBuilder b = new StringBuilder(header).append('\n');
    for (int i = 0; i < 300; i++) {
      b.append(row.apply(random)).append('\n');
    }
    Path in = dir.resolve("t.csv");
    Files.writeString(in, b);
    return plan(in);
  }

  private static MaskingPlan plan(Path in) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(in, profile, ProposeOptions.withKey("k1"), Progress.NONE);
  }

  private static List<DataClass> classes(MaskingPlan plan) {
    return plan.columns().stream().map(ColumnPlan::dataClass).toList();
  }

  private static String pick(Random r, String words) {
    String[] all = words.split(" ");
    return all[r.nextInt(all.length)];
  }

  private static final String FIRST = "Alice Bruno Femke Grace Hiro Ines Maria Peter Olga Noah";
  private static final String LAST = "Anders Castillo Dubois Eriksen Novak Smith Zhang Johnson";

  /** A file of the folder that lies beside the checkout on some machines. */
  private static @Nullable Path shared(String name) {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path file = p.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }

  @Test
  void propose_namesThatTellNothing_goesByTheCells() throws Exception {
    MaskingPlan plan =
        plan(
            "c1,c2,c3,c4,c5,c6",
            r ->
                String.join(
                    ",",
                    pick(r, FIRST) + " " + pick(r, LAST),
                    pick(r, FIRST) + r.nextInt(999) + "@mail.example",
                    "+44 20 " + (1000 + r.nextInt(9000)) + " " + (1000 + r.nextInt(9000)),
                    (1935 + r.nextInt(70)) + "-0" + (1 + r.nextInt(9)) + "-1" + r.nextInt(10),
                    r.nextInt(200) + " " + pick(r, "Oak Mill High Park King") + " Street",
                    pick(r, "London Leeds Bristol York Bath")));
    assertThat(classes(plan))
        .containsExactly(
            DataClass.PERSON,
            DataClass.EMAIL,
            DataClass.PHONE,
            DataClass.DATE_OF_BIRTH,
            DataClass.STREET_ADDRESS,
            DataClass.LOCATION);
  }

  @Test
  void propose_tableWithoutPeople_keepsEveryColumn() throws Exception {
    MaskingPlan plan =
        plan(
            "id,name,city,lat,updated_at,price,ean,version,country_code,image_url,lot",
            r ->
                String.join(
                    ",",
                    "" + r.nextInt(9999),
                    pick(r, "Blue Red Oak Steel") + " " + pick(r, "Chair Table Lamp Desk"),
                    pick(r, "London Leeds Bristol"),
                    "5" + r.nextInt(9) + "." + (100000 + r.nextInt(900000)),
                    "2024-0" + (1 + r.nextInt(9)) + "-11T10:00:00Z",
                    r.nextInt(500) + ".95",
                    "400" + (1000000000L + r.nextInt(900000000)),
                    "1." + r.nextInt(9) + "." + r.nextInt(20),
                    pick(r, "DE FR GB"),
                    "https://cdn.example/" + r.nextInt(999) + ".png",
                    "" + (2_000_000_000L + r.nextInt(Integer.MAX_VALUE))));
    assertThat(plan.columns()).allMatch(c -> c.transform().equals(Transform.KEEP));
    assertThat(classes(plan)).contains(DataClass.LOCATION, DataClass.DATE, DataClass.URL);
  }

  @Test
  void propose_headerWords_countAsWordsOnly() throws Exception {
    MaskingPlan plan =
        plan(
            "zipline,phonetype,emailcount,teleport,cardinality,mailing,nameplate,citycode",
            r -> "1,2,3,4,5,6,7," + r.nextInt(9));
    assertThat(classes(plan)).containsOnly(DataClass.NONE);
  }

  @Test
  void propose_otherLanguages_areRead() throws Exception {
    MaskingPlan plan =
        plan(
            "Kundennummer;Nachname;Geburtsdatum;Straße;PLZ;Téléphone;codice_fiscale",
            r ->
                String.join(
                    ";",
                    "" + r.nextInt(99999),
                    pick(r, "Xqwe Brzt Uiop"),
                    "0" + (1 + r.nextInt(9)) + ".11.19" + (50 + r.nextInt(49)),
                    "Hauptstraße " + r.nextInt(99),
                    "" + (10000 + r.nextInt(80000)),
                    "06 12 34 56 " + (10 + r.nextInt(80)),
                    "RSSMRA85T10A562S"));
    assertThat(classes(plan))
        .containsExactly(
            DataClass.RECORD_ID,
            DataClass.PERSON,
            DataClass.DATE_OF_BIRTH,
            DataClass.STREET_ADDRESS,
            DataClass.POSTCODE,
            DataClass.PHONE,
            DataClass.NATIONAL_ID_IT);
  }

  @Test
  void propose_censusWithoutDirectIdentifiers_keepsEveryColumn() throws Exception {
    Path adult = shared("adult.csv");
    assumeTrue(adult != null, "shared/data/adult.csv is not there; this test needs it");
    MaskingPlan plan = plan(adult);
    assertThat(plan.rows()).isEqualTo(30_162);
    assertThat(plan.dialect().delimiter()).isEqualTo(';');
    assertThat(plan.columns()).allMatch(c -> c.transform().equals(Transform.KEEP));
    assertThat(classes(plan)).contains(DataClass.AGE, DataClass.COUNTRY);
  }
}
