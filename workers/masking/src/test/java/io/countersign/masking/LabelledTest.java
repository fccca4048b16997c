package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.Labelled.Mark;
import io.countersign.masking.Labelled.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the quality of detection on texts of our own, by type; {@code README.md} has the figures.
 */
class LabelledTest {
  private static final List<String> SOFT = List.of("LOCATION", "DATE", "ORGANIZATION", "PERSON");

  /** Counts of one type: marks, marks found, findings, findings that a mark supports. */
  static final class Score {
    int marks;
    int found;
    int findings;
    int right;

    double recall() {
      return marks == 0 ? 1 : (double) found / marks;
    }

    double precision() {
      return findings == 0 ? 1 : (double) right / findings;
    }

    @Override
    public String toString() {
      return String.format(
          "P %.3f R %.3f (%d marks, %d findings)", precision(), recall(), marks, findings);
    }
  }

  @ParameterizedTest
  @CsvSource({"tuned.txt, 0.97, 0.97", "held-out.txt, 0.90, 0.90"})
  void detect_labelledTexts_findsWhatIsMarked(String file, double precision, double recall)
      throws Exception {
    Map<String, Score> scores = score(file, 3, new StringBuilder());
    Score all = new Score();
    for (Map.Entry<String, Score> e : scores.entrySet()) {
      if (!SOFT.contains(e.getKey())) {
        Score s = e.getValue();
        all.marks += s.marks;
        all.found += s.found;
        all.findings += s.findings;
        all.right += s.right;
      }
    }
    assertThat(all.precision()).as("%s", scores).isGreaterThanOrEqualTo(precision);
    assertThat(all.recall()).as("%s", scores).isGreaterThanOrEqualTo(recall);
  }

  /** Scores a file, drawing its numbers several times; misses and wrong findings go to the log. */
  static Map<String, Score> score(String file, int draws, StringBuilder log) throws Exception {
    Map<String, Score> scores = new TreeMap<>();
    Detector detector = new Detector();
    for (int draw = 0; draw < draws; draw++) {
      for (Text text : Labelled.read(file, 17 + draw)) {
        List<Detector.Span> spans = detector.detect(text.text());
        for (Mark m : text.marks()) {
          boolean found = spans.stream().anyMatch(s -> matches(s, m));
          Score s = scores.computeIfAbsent(m.type(), k -> new Score());
          s.marks++;
          s.found += found ? 1 : 0;
          if (!found) {
            log.append("MISS ")
                .append(m.type())
                .append(" «")
                .append(text.text(), m.start(), m.end());
            log.append("» in ").append(text.text()).append(" -> ").append(spans).append('\n');
          }
        }
        for (Detector.Span s : spans) {
          boolean right = text.marks().stream().anyMatch(m -> matches(s, m));
          Score score = scores.computeIfAbsent(s.type().name(), k -> new Score());
          score.findings++;
          score.right += right ? 1 : 0;
          if (!right) {
            log.append("WRONG ").append(s.type()).append(' ').append(s.by()).append(" «");
            log.append(text.text(), s.start(), s.end())
                .append("» in ")
                .append(text.text())
                .append('\n');
          }
        }
      }
    }
    return scores;
  }

  private static boolean matches(Detector.Span s, Mark m) {
    return s.type().name().equals(m.type()) && s.start() < m.end() && m.start() < s.end();
  }
}
