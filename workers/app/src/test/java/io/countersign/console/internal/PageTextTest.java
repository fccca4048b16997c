package io.countersign.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PageTextTest {

  @Test
  void moment_namesItsTimeZone() {
    assertThat(Moment.of(Instant.parse("2026-11-03T06:05:59Z")).text())
        .isEqualTo("3 Nov 2026, 06:05 UTC");
    assertThat(Moment.read("soon")).isEqualTo(new Moment("", "soon"));
  }

  @Test
  void length_isShortAndHasTwoUnitsAtMost() {
    assertThat(Moment.length(Duration.ofSeconds(9))).isEqualTo("9 s");
    assertThat(Moment.length(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
    assertThat(Moment.length(Duration.ofHours(49))).isEqualTo("2 days");
    assertThat(Moment.left(Requests.NOW, Requests.NOW)).isEqualTo("no time");
  }

  @Test
  void sealedText_showsWhatCannotBeSeen() {
    Sealed sealed = Sealed.of(Map.of("reason", "pay\u202eexe\u200b", "rows", 7, "gone", ""));
    assertThat(sealed.text("reason")).isEqualTo("pay\\u{202e}exe\\u{200b}");
    assertThat(sealed.count("rows")).isEqualTo(7);
    assertThat(sealed.text("missing")).isEmpty();
  }

  @Test
  void differences_nameFieldsAndBothValues_andLeaveOutDeadlines() {
    ReviewRound before = round(Map.of("window", "PT30M", "role", "reader"), "pseudonym", "then");
    ReviewRound after = round(Map.of("window", "PT10M", "role", "reader"), "redact", "later");
    assertThat(Differences.between(before, after))
        .containsExactly(
            new Differences.Difference("data › columns › email › treatment", "pseudonym", "redact"),
            new Differences.Difference("parameters › window", "PT30M", "PT10M"));
    assertThat(Differences.between(before, before)).isEmpty();
  }

  @Test
  void changes_areOnlyWhatWasChanged_andOnlyWhatWasOffered() {
    ChangeForm form = ChangeForm.of(round(Map.of("window", "PT30M\u200b"), "pseudonym", "then"));
    assertThat(
            form.changed(
                ChangeForm.PARAMETER,
                Map.of("parameter.window", "PT30M\\u{200b}", "parameter.other", "x")))
        .isEmpty();
    assertThat(form.changed(ChangeForm.PARAMETER, Map.of("parameter.window", "PT5M")))
        .isEqualTo(Map.of("window", "PT5M"));
  }

  private static ReviewRound round(Map<String, String> parameters, String treatment, String then) {
    Map<String, Object> action =
        Map.of(
            "effect",
            "postgres.role.grant",
            "parameters",
            parameters,
            "executeBefore",
            then,
            "data",
            Map.of(
                "columns",
                List.of(Map.of("name", "email", "class", "EMAIL", "treatment", treatment))));
    return new ReviewRound(
        UUID.randomUUID(),
        1,
        new Subject(Subject.Kind.ACTION, UUID.randomUUID(), Requests.digest("x")),
        Map.of("action", action),
        Requests.digest("shown"),
        Set.of("ada"),
        List.of(),
        Requests.NOW,
        Requests.NOW.plusSeconds(60),
        Optional.empty());
  }
}
