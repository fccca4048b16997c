package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.masking.DatasetException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  @TempDir Path dir;

  private DatasetProfile profile(byte[] bytes) throws Exception {
    Path in = dir.resolve("in.csv");
    Files.write(in, bytes);
    return MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
  }

  private void refused(String text, Kind kind, long line, @Nullable String column, long offset) {
    refused(text.getBytes(StandardCharsets.UTF_8), kind, line, column, offset);
  }

  private void refused(byte[] bytes, Kind kind, long line, @Nullable String column, long offset) {
    assertThatThrownBy(() -> profile(bytes))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
              assertThat(e.byteOffset()).isEqualTo(offset);
              assertThat(e).hasMessageContaining("in.csv");
            });
  }

  @Test
  void profile_emptyFile_isRefused() {
    refused("", Kind.EMPTY, -1, null, -1);
    refused("\ufeff", Kind.EMPTY, -1, null, -1);
    refused("\n\n", Kind.EMPTY, -1, null, -1);
  }

  @Test
  void profile_raggedRow_isRefusedWithItsLine() {
    refused("a,b\n1,2\n\"x\ny\",3\n4\n", Kind.RAGGED_ROW, 5, "2 (b)", 16);
    refused("a,b\n1,2\n1,2,3\n", Kind.RAGGED_ROW, 3, "3", 8);
  }

  @Test
  void profile_unclosedQuote_isRefusedWhereItOpens() {
    refused("a,b\r\n1,2\r\n3,\"oops\r\n4,5\r\n", Kind.UNCLOSED_QUOTE, 3, "2 (b)", 12);
    refused("a,b\n1,\"", Kind.UNCLOSED_QUOTE, 2, "2 (b)", 6);
    refused("a,b\n1,\"\"\"", Kind.UNCLOSED_QUOTE, 2, "2 (b)", 6);
  }

  @Test
  void profile_strayQuote_isRefused() {
    refused("a,b\n1,5\" disk\n", Kind.STRAY_QUOTE, 2, "2 (b)", 7);
    refused("a,b\n1,\"x\"y\n", Kind.STRAY_QUOTE, 2, "2 (b)", 9);
  }

  @Test
  void profile_nulByte_isRefused() {
    refused("a,b\n1,x\0y\n", Kind.NUL_BYTE, 2, "2 (b)", 7);
    refused("a,b\n1,\"x\0y\"\n", Kind.NUL_BYTE, 2, "2 (b)", 8);
  }

  @Test
  void profile_notUtf8_isRefused() {
    byte[] latin = "a,b\n1,Zürich\n".getBytes(StandardCharsets.ISO_8859_1);
    refused(latin, Kind.BAD_ENCODING, 2, "2 (b)", 7);
  }

  @Test
  void profile_duplicateColumns_areRefusedByName() {
    refused("a,b,a,b,c\n", Kind.DUPLICATE_COLUMN, 1, null, 0);
    assertThatThrownBy(() -> profile("a,b,a\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("more than once: a.");
  }

  @Test
  void profile_dataInPlaceOfHeader_isRefused() {
    refused("1,ada@x.org\n2,bob@x.org\n", Kind.HEADER_LOOKS_LIKE_DATA, 1, "2", 0);
  }

  @Test
  void profile_tenMegabyteCell_isRead() throws Exception {
    String big = "x\n".repeat(5 << 20);
    DatasetProfile profile =
        profile(("a,b\n1,\"" + big + "\"\n2,y\n").getBytes(StandardCharsets.UTF_8));
    assertThat(profile.rows()).isEqualTo(2);
  }

  @Test
  void profile_recordOverTheLimit_isRefusedWhereItStarts() {
    byte[] bytes = ("a,b\n1,\"" + "x\n".repeat(9 << 20)).getBytes(StandardCharsets.UTF_8);
    refused(bytes, Kind.CELL_TOO_LARGE, 2, null, 4);
  }

  @Test
  void profile_tenThousandColumns_areRead() throws Exception {
    StringBuilder b = new StringBuilder("c0");
    for (int i = 1; i < 10_000; i++) {
      b.append(",c").append(i);
    }
    b.append("\n1").append(",1".repeat(9_999)).append("\n");
    DatasetProfile profile = profile(b.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(profile.columns()).hasSize(10_000);
    assertThat(profile.rows()).isEqualTo(1);
  }

  @Test
  void profile_dialects_areDetected() throws Exception {
    DatasetProfile semicolons =
        profile("a;b;c\n1,5;2;\"x;y\"\n2,5;3;z\n".getBytes(StandardCharsets.UTF_8));
    assertThat(semicolons.dialect().delimiter()).isEqualTo(';');
    assertThat(semicolons.columns()).containsExactly("a", "b", "c");
    DatasetProfile tabs = profile("a\tb\r\n1\t2,3\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(tabs.dialect().delimiter()).isEqualTo('\t');
    assertThat(tabs.dialect().lineEnd()).isEqualTo("CRLF");
    DatasetProfile mac = profile("a|b\r1|2\r3|4\r".getBytes(StandardCharsets.UTF_8));
    assertThat(mac.rows()).isEqualTo(2);
    assertThat(mac.dialect().lineEnd()).isEqualTo("CR");
    assertThat(profile("only\nx\ny\n".getBytes(StandardCharsets.UTF_8)).columns())
        .containsExactly("only");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void mask_gzip_readsAndWritesIt() throws Exception {
    Path plain = People.write(dir.resolve("plain.csv"), 3000, 9);
    byte[] content = Files.readAllBytes(plain);
    DatasetProfile packed = profile(gzip(content));
    assertThat(packed.rows()).isEqualTo(3000);
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    ProposeOptions propose = ProposeOptions.withKey(keys.primaryId());
    Path in = dir.resolve("in.csv");
    MaskingPlan plan = MaskingEngine.propose(in, packed, propose, Progress.NONE);
    Path out = dir.resolve("out.csv.gz");
    MaskOptions options = MaskOptions.defaults();
    MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
    assertThat(MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE).clean()).isTrue();
    DatasetProfile unpacked = MaskingEngine.profile(plain, ReadOptions.defaults(), Progress.NONE);
    MaskingPlan plainPlan = MaskingEngine.propose(plain, unpacked, propose, Progress.NONE);
    Path plainOut = dir.resolve("out.csv");
    MaskingEngine.mask(plain, plainOut, plainPlan, keys, options, Progress.NONE);
    try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(out))) {
      assertThat(gzip.readAllBytes()).isEqualTo(Files.readAllBytes(plainOut));
    }
  }

  @Test
  void profile_truncatedGzip_isRefused() throws Exception {
    byte[] whole = gzip(Files.readAllBytes(People.write(dir.resolve("p.csv"), 3000, 9)));
    refused(Arrays.copyOf(whole, whole.length / 2), Kind.DAMAGED_FILE, -1, null, -1);
  }

  @Test
  void profile_gzipBomb_isRefused() throws Exception {
    byte[] bomb = gzip(("a,b\n" + "1,2\n".repeat(30 << 20)).getBytes(StandardCharsets.UTF_8));
    refused(bomb, Kind.DAMAGED_FILE, -1, null, -1);
  }

  @Test
  void profile_quoteOpenedInTheLastBlock_isRefusedWhereItOpens() {
    String rows = "12345,some text of a row\n".repeat(40_000);
    int open = "a,b\n".length() + rows.length() + 2;
    refused("a,b\n" + rows + "1,\"never closed\n2,x\n", Kind.UNCLOSED_QUOTE, 40_002, "2 (b)", open);
  }

  @Test
  void profile_recordLargerThanABlock_isRead() throws Exception {
    String lines = "a line of a long text\n".repeat(50_000);
    assertThat(profile(("a,b\n1,\"" + lines + "\"\n2,y\n").getBytes(StandardCharsets.UTF_8)).rows())
        .isEqualTo(2);
  }

  @Test
  void profile_headerRepeatsWithin_isRefusedWithItsLine() {
    refused("id,name\n1,x\nid,name\n2,y\n", Kind.REPEATED_HEADER, 3, null, 12);
  }

  @Test
  void profile_mixedLineEnds_areRead() throws Exception {
    DatasetProfile mixed = profile("a,b\r\n1,2\n3,4\r5,6".getBytes(StandardCharsets.UTF_8));
    assertThat(mixed.rows()).isEqualTo(3);
    assertThat(mixed.dialect().lineEnd()).isEqualTo("MIXED");
  }

  @Test
  void profile_invalidUtf8InOneCell_isRefusedWithItsPlace() {
    byte[] bytes = "a,b\nmünchen,2\nx?,4\n".getBytes(StandardCharsets.UTF_8);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?');
    bytes[at] = (byte) 0xff;
    refused(bytes, Kind.BAD_ENCODING, 3, "1 (a)", at);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, UTF-16LE",
    "UTF-16BE, UTF-16BE",
    "UTF-16, UTF-16BE",
    "windows-1252, windows-1252",
    "ISO-8859-15, ISO-8859-15"
  })
  void mask_otherEncodings_areDetectedAndWrittenAsUtf8(String written, String detected)
      throws Exception {
    String text = "vorname;ort;preis\nJürgen;Köln;5 €\nŠárka;Zürich;7 €\n";
    Path in = Files.write(dir.resolve("other.csv"), text.getBytes(Charset.forName(written)));
    DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
    assertThat(profile.dialect().encoding()).isEqualTo(detected);
    assertThat(profile.rows()).isEqualTo(2);
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    MaskingPlan plan =
        MaskingEngine.propose(in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
    Path out = dir.resolve("utf8.csv");
    Files.deleteIfExists(out);
    MaskOptions options = MaskOptions.defaults();
    MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
    assertThat(Files.readString(out)).contains("5 €").doesNotContain("Jürgen");
    assertThat(MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE).clean()).isTrue();
  }

  @Test
  void profile_encodingOverridden_isTaken() throws Exception {
    byte[] bytes = "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Path in = Files.write(dir.resolve("one.csv"), bytes);
    assertThatThrownBy(() -> MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE))
        .isInstanceOf(DatasetException.class);
    ReadOptions latin = ReadOptions.defaults().withEncoding("latin1");
    assertThat(MaskingEngine.profile(in, latin, Progress.NONE).dialect().encoding())
        .isEqualTo("ISO-8859-1");
    assertThatThrownBy(() -> ReadOptions.defaults().withEncoding("klingon"))
        .hasMessageContaining("klingon");
  }
}
