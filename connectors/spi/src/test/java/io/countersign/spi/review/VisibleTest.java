package io.countersign.spi.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 10, 13, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x34f, 0x115f, 0x180b, 0x200b, 0x200e, 0x2028,
        0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xffa0,
        0xd800, 0xe000, 0xe0041, 0xe0101
      })
  void line_characterThatCannotBeSeen_isShown(int point) {
    String text = "a" + Character.toString(point) + "b";
    assertThat(Visible.line(text)).isEqualTo("a\\u{" + Integer.toHexString(point) + "}b");
  }

  @Test
  void line_usualText_staysAsItIs() {
    String text = "Grüße, 世界! C:\\users\\ada  (50 %) €";
    assertThat(Visible.line(text)).isEqualTo(text);
  }

  @Test
  void line_marksOfLivingScripts_stayAsTheyAre() {
    String text =
        "Tie\u0302\u0301ng Vie\u0323\u0302t, \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd, \u0928\u092e\u0938\u094d\u0924\u0947";
    assertThat(Visible.line(text)).isEqualTo(text);
  }

  /** So that nothing on a card can be crossed out, or covered from the line below. */
  @Test
  void line_marksThatStrikeOutOrPileUp_areShown() {
    assertThat(Visible.line("n\u0336o\u0338")).isEqualTo("n\\u{336}o\\u{338}");
    assertThat(Visible.line("a" + "\u0301".repeat(6)))
        .isEqualTo("a" + "\u0301".repeat(4) + "\\u{301}\\u{301}");
    assertThat(Visible.line("\u0301a \u0301b")).isEqualTo("\\u{301}a \\u{301}b");
  }

  @Test
  void line_textThatLooksLikeAnEscape_isToldApart() {
    assertThat(Visible.line("\\u{202e}")).isEqualTo("\\u{5c}u{202e}");
    assertThat(Visible.line("\u202e")).isEqualTo("\\u{202e}");
  }

  @Test
  void line_manySpaces_pushNothingOutOfSight() {
    assertThat(Visible.line("a    b")).isEqualTo("a  \\u{20}\\u{20}b");
  }

  @Test
  void line_anyText_isOneLineAndTwoTextsStayTwo() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      String one = text(random);
      String other = text(random);
      assertThat(Visible.line(one).lines().count()).isLessThanOrEqualTo(1);
      assertThat(Visible.line(one).equals(Visible.line(other))).isEqualTo(one.equals(other));
    }
  }

  private static String text(Random random) {
    String alphabet = "\\u{20}e \n\u202e\u200bab";
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(5); n > 0; n--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
