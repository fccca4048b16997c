package io.countersign.masking.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingPlan.LatePolicy;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.VerificationReport;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTest {
  private static final String PEOPLE =
      """
      select i as id, 'part ' || (i % 7) as part,
        'grace.brandt' || i || '@example.org' as email,
        'p' || (i % 50) || '@example.org' as second_email,
        ['+49 301 ' || (1111111 + i), null, '+49 171 ' || (2222222 + i)] as phones,
        {'city': 'Berlin', 'zip': '10115', 'kids': [{'first_name': 'Gracia', 'age': i % 17}]}
          as address,
        i * 1.25::double as amount, date '1960-01-01' + (i % 9000)::int as birth_date,
        timestamp '2020-01-01 00:00:00' + interval (i) second as made,
        (4111111111110000 + i)::bigint as card_number,
        case when i % 3 = 0 then null
          else 'Gracia wrote from grace.brandt' || i || '@example.org, thanks' end as notes,
        i % 2 = 0 as ok, map {'k1': i} as attributes, (i * 0.01)::decimal(18,2) as price
      from range(1, 5001) t(i)
      """;
  private static final List<String> ORIGINALS =
      List.of("grace.brandt", "@example.org", "+49 301", "+49 171", "Gracia", "Berlin", "10115");

  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
  @TempDir Path dir;
  private Duck duck;

  @BeforeEach
  void open() throws Exception {
    duck = new Duck();
  }

  @AfterEach
  void close() throws Exception {
    duck.close();
  }

  private MaskingPlan plan(Path in) throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    return MaskingEngine.propose(
        in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
  }

  private MaskingReport mask(Path in, Path out, MaskingPlan plan) throws DatasetException {
    MaskOptions options = MaskOptions.defaults();
    MaskingReport report = MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
    VerificationReport checked = MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE);
    assertThat(checked.clean()).as(checked.toJson()).isTrue();
    return report;
  }

  private static ColumnPlan column(MaskingPlan plan, String name) {
    return plan.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** The file as it lies there, and what all its pages hold. */
  private static String everything(Path file) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] raw = Files.readAllBytes(file);
    all.write(raw);
    try (FileChannel channel = FileChannel.open(file)) {
      for (Struct group : Footer.read(file, channel).groups()) {
        for (Struct chunk : group.structs(1)) {
          Struct meta = chunk.struct(3);
          Footer.Chunk place = Footer.Chunk.of(meta);
          int p = (int) place.start();
          while (p < place.start() + place.length()) {
            Thrift.Reader reader = new Thrift.Reader(raw, p, raw.length);
            Struct header = reader.struct();
            int from = reader.position();
            int to = from + header.integer(3);
            Struct v2 = header.struct(8);
            int levels = v2 == null ? 0 : v2.integer(5) + v2.integer(6);
            byte[] page = new byte[header.integer(2) - levels];
            if (page.length > 0) {
              boolean packed = v2 == null || v2.flag(7, true);
              Codecs.unpack(
                  packed ? meta.integer(4) : 0, raw, from + levels, to, page, 0, page.length);
            }
            all.write(page);
            p = to;
          }
        }
      }
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static Footer footer(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file)) {
      return Footer.read(file, channel);
    }
  }

  @ParameterizedTest
  @CsvSource({"snappy,V1", "snappy,V2", "zstd,V1", "gzip,V2", "uncompressed,V1", "uncompressed,V2"})
  void mask_nestedTable_leavesNoOriginalAnywhere(String codec, String version) throws Exception {
    Path in =
        duck.write(
            dir.resolve("in.parquet"),
            PEOPLE,
            ", codec '"
                + codec
                + "', parquet_version "
                + version
                + ", row_group_size 2048, kv_metadata {owner: 'grace.brandt1@example.org'}");
    assertThat(everything(in)).contains(ORIGINALS);
    MaskingPlan plan = plan(in);
    assertThat(plan.format()).isEqualTo("parquet");
    assertThat(plan.columns().stream().map(ColumnPlan::name))
        .startsWith("id", "part", "email", "second_email", "phones[]", "address.city")
        .contains("address.kids[].first_name", "attributes[].key", "attributes[].value");
    assertThat(column(plan, "phones[]").dataClass()).isEqualTo(DataClass.PHONE);
    assertThat(column(plan, "card_number").dataClass()).isEqualTo(DataClass.CARD);
    assertThat(column(plan, "birth_date").dataClass()).isEqualTo(DataClass.DATE_OF_BIRTH);
    Path out = dir.resolve("out.parquet");
    MaskingReport report = mask(in, out, plan);
    assertThat(report.rows()).isEqualTo(5000);
    assertThat(everything(out)).doesNotContain(ORIGINALS);
    assertThat(duck.rows("select count(*) from parquet_kv_metadata('" + out + "')"))
        .containsExactly("0");
    assertSameCells(in, out);
    List<String> masked =
        duck.rows(
            "select email, phones[1], phones[2], phones[3], address.kids[1].first_name,"
                + " card_number, birth_date, notes from '"
                + out
                + "' where part = 'part 1' order by made limit 1");
    assertThat(masked.getFirst())
        .matches(
            "(MAIL_\\w{16}@masked.invalid)\\|TEL_\\w{16}\\|null\\|TEL_\\w{16}\\|(NAME_\\w{16})"
                + "\\|CARD_\\w{16}\\|1960\\|\\2 wrote from \\1, thanks");
  }

  private void assertSameCells(Path in, Path out) throws Exception {
    String kept = "part, amount, made, ok, attributes, price, address.kids[1].age, notes is null";
    assertThat(duck.rows("select " + kept + " from '" + out + "'"))
        .isEqualTo(duck.rows("select " + kept + " from '" + in + "'"));
    assertThat(duck.rows("select count(*), count(distinct email), max(price) from '" + out + "'"))
        .containsExactly("5000|5000|50.00");
  }

  /** A file with names in dictionaries, statistics and bloom filters. */
  @Test
  void mask_file_copiesKeptChunksAndDropsWhatLeaks() throws Exception {
    Path in = duck.write(dir.resolve("in.parquet"), PEOPLE, ", row_group_size 2048");
    MaskingPlan plan = plan(in);
    Path out = dir.resolve("out.parquet");
    mask(in, out, plan);
    byte[] before = Files.readAllBytes(in);
    byte[] after = Files.readAllBytes(out);
    Footer old = footer(in);
    Footer made = footer(out);
    assertThat(made.groups()).hasSameSizeAs(old.groups());
    boolean bloom = false;
    for (int g = 0; g < old.groups().size(); g++) {
      for (ColumnPlan column : plan.columns()) {
        Struct a = old.groups().get(g).structs(1).get(column.index()).struct(3);
        Struct chunk = made.groups().get(g).structs(1).get(column.index());
        Struct b = chunk.struct(3);
        bloom |= a.has(14);
        assertThat(b.has(14) || b.has(8) || chunk.has(4) || chunk.has(6)).isFalse();
        if (column.transform().kind() == Transform.Kind.KEEP) {
          assertThat(bytes(before, a)).as(column.name()).isEqualTo(bytes(after, b));
          assertThat(b.has(12)).isEqualTo(a.has(12));
        } else {
          assertThat(b.has(12)).as("statistics of " + column.name()).isFalse();
        }
      }
    }
    assertThat(bloom).as("the input has a bloom filter").isTrue();
  }

  private static byte[] bytes(byte[] file, Struct meta) {
    Footer.Chunk place = Footer.Chunk.of(meta);
    return Arrays.copyOfRange(file, (int) place.start(), (int) (place.start() + place.length()));
  }

  @Test
  void mask_anyNumberOfThreads_givesTheSameBytes() throws Exception {
    Path in = duck.write(dir.resolve("in.parquet"), PEOPLE, ", row_group_size 2048");
    MaskingPlan plan = plan(in);
    List<byte[]> outputs = new ArrayList<>();
    for (int threads : new int[] {1, 2, 8}) {
      Path out = dir.resolve("out" + threads + ".parquet");
      MaskOptions options = MaskOptions.defaults().withThreads(threads);
      MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
      outputs.add(Files.readAllBytes(out));
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
  }

  private Path late(String value) throws Exception {
    return duck.write(
        dir.resolve("late.parquet"),
        "select i as n, case when i = 9500 then "
            + value
            + " when i % 9 = 0 then null else 'item ' || i end as label, ['x', 'y'] as tags"
            + " from range(0, 12000) t(i)",
        ", row_group_size 4096");
  }

  @Test
  void mask_lateIdentifierInKeptColumn_rewritesOnlyItsChunk() throws Exception {
    Path in = late("'ask anna@example.org'");
    MaskingPlan plan = plan(in);
    assertThat(plan.columns()).allMatch(c -> c.transform().kind() == Transform.Kind.KEEP);
    Path out = dir.resolve("out.parquet");
    MaskingReport report = mask(in, out, plan);
    assertThat(report.lateIdentifiers()).isEqualTo(1);
    assertThat(everything(out)).doesNotContain("anna@");
    assertThat(duck.rows("select label from '" + out + "' where n = 9500").getFirst())
        .matches("ask MAIL_\\w{16}@masked.invalid");
    String others = " where n <> 9500";
    assertThat(duck.rows("select * from '" + out + "'" + others))
        .isEqualTo(duck.rows("select * from '" + in + "'" + others));
    byte[] before = Files.readAllBytes(in);
    byte[] after = Files.readAllBytes(out);
    int copied = 0;
    for (int g = 0; g < 3; g++) {
      for (int c = 0; c < 3; c++) {
        byte[] a = bytes(before, footer(in).groups().get(g).structs(1).get(c).struct(3));
        byte[] b = bytes(after, footer(out).groups().get(g).structs(1).get(c).struct(3));
        copied += Arrays.equals(a, b) ? 1 : 0;
      }
    }
    assertThat(copied).isEqualTo(8);
  }

  @Test
  void mask_lateIdentifier_stopsWhereThePlanSaysSo() throws Exception {
    Path in = late("'ask anna@example.org'");
    MaskingPlan plan = plan(in).withLatePolicy(LatePolicy.STOP);
    stops(in, plan, "label");
  }

  @Test
  void mask_lateIdentifierInNumbers_stops() throws Exception {
    Path in =
        duck.write(
            dir.resolve("in.parquet"),
            "select case when i = 9999 then 4111111111111111 else i end::bigint as amount"
                + " from range(0, 10000) t(i)",
            "");
    stops(in, plan(in), "amount");
  }

  private void stops(Path in, MaskingPlan plan, String column) {
    Path out = dir.resolve("never.parquet");
    assertThatThrownBy(
            () -> MaskingEngine.mask(in, out, plan, keys, MaskOptions.defaults(), Progress.NONE))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.LATE_IDENTIFIER);
              assertThat(e.column()).isEqualTo(column);
            });
    assertThat(dir.toFile().list()).containsExactly(in.getFileName().toString());
  }

  @Test
  void mask_csvIntoParquet_givesTheCellsOfTheMaskedCsv() throws Exception {
    StringBuilder b = new StringBuilder("id,email,\"the \"\"note\"\"\",empty\n");
    for (int i = 0; i < 3000; i++) {
      b.append(i).append(",p").append(i).append("@example.org,\"said \"\"call p").append(i);
      b.append("@example.org\"\", ü\n2\",").append(i % 2 == 0 ? "" : "\"\"").append("\r\n");
    }
    Path in = Files.writeString(dir.resolve("in.csv"), b);
    MaskingPlan plan = plan(in);
    Path csv = dir.resolve("out.csv");
    Path parquet = dir.resolve("out.parquet");
    mask(in, csv, plan);
    mask(in, parquet, plan);
    assertThat(everything(parquet)).doesNotContain("@example.org");
    String read = "select * from read_csv('" + csv + "', header = true, all_varchar = true";
    assertThat(
            duck.rows(
                "select * replace (coalesce(\"empty\", '') as \"empty\") from '" + parquet + "'"))
        .isEqualTo(
            duck.rows(
                "select * replace (coalesce(\"empty\", '') as \"empty\") from ("
                    + read
                    + ", quote = '\"', escape = '\"', new_line = '\\r\\n', strict_mode = false))"));
    assertThat(
            duck.rows(
                "select \"empty\" is null, count(*) from '" + parquet + "' group by 1 order by 1"))
        .containsExactly("false|1500", "true|1500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brotli", "lz4", "lz4_raw"})
  void profile_unsupportedCodec_isRefusedByName(String codec) throws Exception {
    Path in =
        duck.write(dir.resolve("in.parquet"), "select 1 as n, 'x' as s", ", codec '" + codec + "'");
    assertThatThrownBy(() -> plan(in))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED_FORMAT);
              assertThat(e.getMessage()).contains(codec.substring(0, 3).toUpperCase(Locale.ROOT));
            });
  }

  @Test
  void profile_encryptedFile_isRefused() throws Exception {
    duck.run("set force_mbedtls_unsafe = 'true'");
    duck.run("pragma add_parquet_key('k', '0123456789012345')");
    Path in =
        duck.write(
            dir.resolve("in.parquet"), "select 1 as n", ", encryption_config {footer_key: 'k'}");
    assertThatThrownBy(() -> plan(in)).hasMessageContaining("encrypted");
  }

  @Test
  void profile_truncatedFile_isRefused() throws Exception {
    byte[] whole =
        Files.readAllBytes(duck.write(dir.resolve("in.parquet"), PEOPLE, ", row_group_size 2048"));
    for (int length : new int[] {0, 3, 4, 11, 12, whole.length / 2, whole.length - 1}) {
      Path cut = Files.write(dir.resolve("cut.parquet"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> plan(cut))
          .as("cut to " + length)
          .isInstanceOfSatisfying(
              DatasetException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED_FILE));
    }
  }

  @Test
  void mask_intoAnotherFormat_isRefused() throws Exception {
    Path in = duck.write(dir.resolve("in.parquet"), "select 'x' as s", "");
    MaskingPlan plan = plan(in);
    assertThatThrownBy(() -> mask(in, dir.resolve("out.csv"), plan))
        .hasMessageContaining("the input is parquet");
    assertThat(dir.toFile().list()).containsExactly("in.parquet");
  }

  @Test
  void mask_emptyTable_staysEmpty() throws Exception {
    Path in = duck.write(dir.resolve("in.parquet"), "select 'x' as email where false", "");
    Path out = dir.resolve("out.parquet");
    mask(in, out, plan(in));
    assertThat(duck.rows("select count(*) from '" + out + "'")).containsExactly("0");
  }
}
