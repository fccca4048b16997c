package io.countersign.masking.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.internal.csv.Block;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Shortcuts must not change what is found: texts made of pieces that mean something somewhere. */
class TextScannerTest {
  private static final String[] PIECES = {
    "the",
    "case",
    "a case that is closed, as agreed. No more calls",
    "value",
    "\\",
    ">",
    "~",
    ";",
    "\t",
    "mysql",
    "-pX9kd8Wq2Lm",
    "xQ3Q~abcdefghijklmnopqrstuvwxyzABCDEFGH",
    "is",
    "Password",
    "password",
    "secret",
    "token",
    "api_key",
    "s3cr3tV4lue",
    "=",
    ":",
    "://",
    "www.",
    "http",
    "a.b@example.org",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "078-05-1120",
    "DE89 3704 0044 0532 0130 00",
    "AB",
    "12",
    "3",
    "1987-05-03",
    "May",
    "Mr.",
    "Smith",
    "Oak Street",
    "Hauptstraße",
    "Jürgen",
    "москва",
    "sk_live_abcdEFGH1234abcdEFGH1234",
    "AKIAIOSFODNN7EXAMPLF",
    "curl -u",
    "user:pa55word",
    "10.0.0.1",
    "fe80::1",
    "00:1b:44:11:3a:b7",
    "_",
    "-",
    "--",
    ",",
    ".",
    ". ",
    "\"",
    "'",
    "(",
    ")",
    "+1 473-477-3745",
    "x99",
    "52.5200,13.4050",
    "patient",
    "MRN",
    "A1234567",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "é",
    "\n",
    "aVeryLongWordThatGoesOnAndOnAndOnForMoreThanSixtyFourCharactersInARow123"
  };

  @RepeatedTest(20)
  void shortcuts_inTextsOfAllKinds_findTheSame(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    TextScanner scanner = new TextScanner();
    Spans expected = new Spans();
    Spans actual = new Spans();
    for (int i = 0; i < 2000; i++) {
      String text = text(random);
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      byte[] b = Arrays.copyOf(utf8, utf8.length + Block.PADDING);
      scanner.scanEach(b, 0, utf8.length, expected);
      scanner.scan(b, 0, utf8.length, actual);
      assertThat(list(actual, 0)).as(text).isEqualTo(list(expected, 0));

      scanner.scanText(b, 0, utf8.length, expected);
      scanner.scanDirect(b, 0, utf8.length, 60, actual);
      assertThat(list(actual, 60)).as(text).isEqualTo(list(expected, 60));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(16);
    for (int k = 0; k < pieces; k++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      text.append(random.nextInt(3) == 0 ? "" : " ");
    }
    return text.toString();
  }

  private static String list(Spans spans, int score) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < spans.count(); i++) {
      if (score == 0 || spans.type(i).direct() && spans.score(i) >= score) {
        list.append(spans.start(i)).append('-').append(spans.end(i)).append(' ');
        list.append(spans.type(i)).append(spans.score(i)).append('\n');
      }
    }
    return list.toString();
  }
}
