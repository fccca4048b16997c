package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  /** Overrides, isolates, marks, joiners, zero widths, separators, controls, tags. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f,
        0x61c, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad, 0x2028, 0x2029, 0, 7, 8, 9, 10, 13, 27,
        0x7f, 0x85, 0x9b, 0xe0001, 0xe0041, 0xd800, 0xdfff
      })
  void visible_characterThatCannotBeSeen_isWrittenOut(int point) {
    String text = "a" + Character.toString(point) + "b";
    String expected = String.format(Locale.ROOT, "a\\u%04xb", point);
    assertThat(Text.visible(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "caf\u00e9", "\u5ba2\u6237", "\ud83d\ude00", "a/b\\c"})
  void visible_ordinaryText_isLeftAlone(String text) {
    assertThat(Text.visible(text)).isEqualTo(text);
  }

  @Test
  void visible_terminalEscape_cannotClearTheScreen() {
    assertThat(Text.visible("ok\u001b[2Jno")).isEqualTo("ok\\u001b[2Jno");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1234567, 1.2 MB",
    "1e9, 1.0 GB",
    "5e15, 5000.0 TB"
  })
  void bytes_areShownInDecimalUnits(double bytes, String expected) {
    assertThat(Text.bytes(bytes)).isEqualTo(expected);
  }

  @Test
  void brief_digest_isItsFirstTwelveDigits() {
    assertThat(Text.brief("sha256:0123456789abcdef")).isEqualTo("0123456789ab…");
    assertThat(Text.brief("0123")).isEqualTo("0123");
    assertThat(Text.count(1_234_567)).isEqualTo("1,234,567");
  }
}
