package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDialectTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "^", "~", ":", "\u001f"})
  void detect_everyDelimiter_isFoundWithoutKnowingTheNames(String d) throws IOException {
    String text =
        "id,name\n1,\"a, b; c|d\te:f\ng\"\n2,x\n"
            .replaceFirst(",", d)
            .replace("1,", "1" + d)
            .replace("2,", "2" + d);
    assertThat(detect(text, List.of()))
        .isEqualTo(new CsvDialect(d.charAt(0), List.of("id", "name")));
  }

  @Test
  void detect_namesKnown_decideAgainstAppearances() throws IOException {
    assertThat(detect("a;b\n1,5;2,5\n3,5;4,5\n", List.of("a", "b")).delimiter()).isEqualTo(';');
    assertThat(detect("a,b;c,d\n1,2;3,4\n", List.of("a,b", "c,d")).delimiter()).isEqualTo(';');
    assertThat(detect("a,b;c,d\n1,2;3,4\n", List.of("a", "b;c", "d")).delimiter()).isEqualTo(',');
    assertThat(detect("when\n10:15\n11:15\n", List.of("when")).columns()).containsExactly("when");
  }

  @Test
  void detect_byteOrderMarkAndLineEnds_areNoPartOfAName() throws IOException {
    assertThat(detect("\ufeff\"id\";name\r\n1;x\r\n", List.of("id", "name")))
        .isEqualTo(new CsvDialect(';', List.of("id", "name")));
    assertThat(detect("id;name\r1;x\r", List.of()).columns()).containsExactly("id", "name");
  }

  @Test
  void detect_oneColumn_isOneColumn() throws IOException {
    assertThat(detect("email\nx@example.org\n", List.of()).columns()).containsExactly("email");
    assertThat(detect("", List.of()).columns()).isEmpty();
  }

  @Test
  void detect_longFile_isNotConfusedByWhereItsHeadEnds() throws IOException {
    StringBuilder text = new StringBuilder("a;b\n");
    for (int i = 0; i < 100_000; i++) {
      text.append(i).append(";\"").append(i).append(", x\"\n");
    }
    assertThat(detect(text.toString(), List.of()).delimiter()).isEqualTo(';');
  }

  private CsvDialect detect(String text, List<String> expected) throws IOException {
    return CsvDialect.detect(Files.writeString(folder.resolve("in.csv"), text), expected);
  }
}
