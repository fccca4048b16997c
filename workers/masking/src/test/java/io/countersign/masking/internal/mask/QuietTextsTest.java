package io.countersign.masking.internal.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuietTextsTest {
  private final QuietTexts texts = new QuietTexts();

  private static byte[] padded(String text) {
    byte[] b = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(b, b.length + 16);
  }

  private int find(String text) {
    return texts.find(padded(text), 0, text.length());
  }

  private int add(String text) {
    return texts.add(padded(text), 0, text.length());
  }

  @Test
  void find_textThatWasAdded_isItsPlace() {
    int place = add("The case is closed.");

    assertThat(place).isNotNegative();
    assertThat(find("The case is closed.")).isEqualTo(place);
  }

  @Test
  void find_anyOtherText_isNone() {
    for (int i = 0; i < 5000; i += 2) {
      add("case " + i);
      assertThat(find("case " + (i + 1))).isNegative();
      assertThat(find("case " + i + " ")).isNegative();
    }
  }

  @Test
  void find_longestText_isItsPlaceAndALongerOneIsNone() {
    assertThat(add("x".repeat(129))).isNegative();
    assertThat(find("x".repeat(129))).isNegative();
    int place = add("x".repeat(128));
    assertThat(find("x".repeat(128))).isEqualTo(place);
  }

  @Test
  void words_areWhereTheyWereNoted() {
    int place = add("The case");

    assertThat(texts.addWord(place, 0)).isTrue();
    assertThat(texts.addWord(place, 120)).isTrue();

    assertThat(texts.words(place)).isEqualTo(2);
    assertThat(texts.word(place, 1)).isEqualTo(120);
  }

  @Test
  void addWord_oneTooMany_forgetsTheText() {
    int place = add("a b c");
    for (int i = 0; i < 31; i++) {
      assertThat(texts.addWord(place, i)).isTrue();
    }

    assertThat(texts.addWord(place, 31)).isFalse();
    assertThat(find("a b c")).isNegative();
  }
}
