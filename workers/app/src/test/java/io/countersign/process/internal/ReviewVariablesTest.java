package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewVariablesTest {

  private final People people =
      new People().person("ada").person("grace", "data-owners").agent("release-bot", "ada");
  private final ReviewVariables variables = new ReviewVariables(people, "https://sign.example/");

  /** FEEL reads a time only with its zone, and with at most milliseconds. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-23T09:00:00Z", "2026-11-23T09:00:01Z", "2026-11-23T09:00:00.123456789Z"})
  void of_round_hasTimesThatFeelReads(String opened) {
    Map<String, Object> review = variables.of(action(Instant.parse(opened), "ada"));
    for (String name : List.of("deadline", "remindAt", "escalateAt")) {
      String text = String.valueOf(review.get(name));
      assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?Z");
      assertThat(ZonedDateTime.parse(text).toInstant()).isAfter(Instant.parse(opened));
    }
  }

  @Test
  void of_round_remindsHalfWayAndEscalatesAtThreeQuarters() {
    Map<String, Object> review = variables.of(action(Requests.NOW, "ada"));
    assertThat(time(review, "remindAt")).isEqualTo(Requests.NOW.plus(Duration.ofHours(2)));
    assertThat(time(review, "escalateAt")).isEqualTo(Requests.NOW.plus(Duration.ofHours(3)));
    assertThat(time(review, "deadline")).isEqualTo(Requests.NOW.plus(Duration.ofHours(4)));
  }

  @Test
  void of_seat_namesCandidatesAsTheEngineKnowsThem() {
    Map<String, Object> review = variables.of(action(Requests.NOW, "ada"));
    assertThat(review.get("seats").toString()).contains("grace.t").doesNotContain("grace,");
  }

  @Test
  void of_round_keepsSamplesOutOfProcessVariables() {
    String json = CanonicalJson.of(variables.of(action(Requests.NOW, "ada")));
    assertThat(json).doesNotContain("SAMPLE-VALUE").contains("pseudonym", "Quarterly churn report");
  }

  @Test
  void of_actionRound_showsWhatIsDecidedAndItsDigests() {
    Map<?, ?> card = card(action(Requests.NOW, "release-bot"));
    assertThat(card.get("requester")).isEqualTo("Robot release-bot (agent release-bot)");
    assertThat(card.get("target")).isEqualTo("/srv/exports/customers.csv");
    assertThat(card.get("rows")).isEqualTo(100);
    assertThat(card.get("actionDigest")).isEqualTo("sha256:a");
    assertThat(card.get("shownDigest")).isEqualTo("sha256:s");
    assertThat(card.get("policy")).isEqualTo(List.of("It is production."));
    assertThat(card.get("reversible")).isEqualTo(false);
    assertThat(card.get("link").toString()).matches("https://sign.example/reviews/[0-9a-f-]{36}");
    assertThat(card.get("details").toString()).contains("name=format", "value=csv");
  }

  @Test
  void of_actionRound_parametersThatCouldHoldData_areDigests() {
    Map<String, Object> shown =
        Map.of(
            "action",
            Map.of(
                "requestedBy", "ada",
                "target", Map.of("connection", "sales", "role", "reader"),
                "parameters", Map.of("window", "PT30M", "body", "ann@example.org owes 3 EUR")),
            "policy",
            Map.of("why", List.of()));
    Map<?, ?> card = card(round(Subject.Kind.ACTION, shown, Requests.NOW));
    assertThat(card.get("target")).isEqualTo("connection sales, role reader");
    assertThat(CanonicalJson.of(card))
        .doesNotContain("ann@example.org")
        .contains("PT30M", CanonicalJson.digest("ann@example.org owes 3 EUR"));
  }

  @Test
  void of_planRound_showsThePlan() {
    Map<String, Object> shown =
        Map.of(
            "title",
            "Mask customers by this plan.",
            "dataset",
            "customers",
            "requestedBy",
            "ada",
            "reason",
            "r",
            "rows",
            7,
            "confidence",
            0.5,
            "lowConfidenceColumns",
            2,
            "waivers",
            1,
            "columns",
            List.of());
    Map<?, ?> card = card(round(Subject.Kind.MASKING_PLAN, shown, Requests.NOW));
    assertThat(card.get("effect")).isEqualTo("masking plan");
    assertThat(card.get("target")).isEqualTo("customers");
    assertThat(card.get("rows")).isEqualTo(7);
    assertThat(card.get("requester")).isEqualTo("Dr ada (ada)");
    assertThat(card.get("policy").toString()).contains("0.5", "uncertain columns 2", "clear 1");
  }

  private Map<?, ?> card(ReviewRound round) {
    return (Map<?, ?>) Objects.requireNonNull(variables.of(round).get("card"));
  }

  private static Instant time(Map<String, Object> review, String name) {
    return ZonedDateTime.parse(String.valueOf(review.get(name))).toInstant();
  }

  private static ReviewRound action(Instant opened, String requestedBy) {
    Map<String, Object> shown =
        Map.of(
            "title", "Export customers.",
            "action", CanonicalJson.read(Requests.anExport().by(requestedBy).sealed().canonical()),
            "reversible", false,
            "policy", Map.of("why", List.of("It is production.")),
            "sample", List.of(List.of("email"), List.of("SAMPLE-VALUE")));
    return round(Subject.Kind.ACTION, shown, opened);
  }

  private static ReviewRound round(Subject.Kind kind, Map<String, Object> shown, Instant opened) {
    return new ReviewRound(
        UUID.randomUUID(),
        1,
        new Subject(kind, UUID.randomUUID(), "sha256:a"),
        shown,
        "sha256:s",
        Set.of("ada"),
        List.of(
            new Seat(
                UUID.randomUUID(),
                "data-owners",
                List.of(),
                List.of("grace"),
                List.of(),
                Optional.empty())),
        opened,
        opened.plus(Duration.ofHours(4)),
        Optional.empty());
  }
}
