package io.countersign.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.support.CanonicalJson;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyInputsTest {

  private final People people =
      new People().person("ada").agent("bot", "ada").person("gone").disable("gone");

  private Map<String, Object> inputs(Requests request, String zone) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    return new PolicyInputs(people, new PolicyProperties(ZoneId.of(zone)), clock)
        .of(request.build());
  }

  @ParameterizedTest
  @CsvSource({"ada, person", "bot, agent", "gone, unknown", "nobody, unknown"})
  void requesterKind_isPersonOnlyForKnownPeople(String requester, String kind) {
    assertThat(inputs(Requests.anExport().by(requester), "UTC"))
        .containsEntry("requesterKind", kind);
  }

  @ParameterizedTest
  @CsvSource({"UTC, 23, sunday", "Europe/Berlin, 0, monday"})
  void time_isThatOfTheConfiguredZone(String zone, int hour, String weekday) {
    assertThat(inputs(Requests.anExport(), zone))
        .containsEntry("hour", hour)
        .containsEntry("weekday", weekday);
  }

  @ParameterizedTest
  @CsvSource({"PT60M, 60", "PT60M1S, 61", "PT1S, 1"})
  void windowMinutes_countTheLastOneIn(Duration window, long minutes) {
    assertThat(inputs(Requests.anExport().lasting(window), "UTC"))
        .containsEntry("windowMinutes", minutes)
        .containsEntry("permanent", false)
        .containsEntry("reversible", true);
  }

  @Test
  void window_none_isPermanent() {
    assertThat(inputs(Requests.anExport(), "UTC"))
        .containsEntry("permanent", true)
        .doesNotContainKey("windowMinutes");
  }

  @Test
  void target_isShown_unlessItIsLong() {
    assertThat(inputs(Requests.anExport().to("/srv/a b.csv"), "UTC"))
        .containsEntry("target", Map.of("store", "files", "path", "/srv/a b.csv"));
    assertThat(inputs(Requests.anExport().to("x".repeat(257)), "UTC").get("target").toString())
        .contains("sha256:")
        .doesNotContain("xxx");
  }

  @Test
  void target_ofTheLongestLength_isShown() {
    assertThat(inputs(Requests.anExport().to("x".repeat(256)), "UTC").get("target").toString())
        .contains("x".repeat(256));
  }

  @Test
  void parameters_areShown_unlessTheyCouldBeData() {
    Requests request =
        Requests.anExport().saying("validity", "PT2H").saying("body", "name=Grace Lindqvist");
    assertThat(inputs(request, "UTC").get("parameters"))
        .isEqualTo(
            Map.of(
                "format",
                "csv",
                "validity",
                "PT2H",
                "body",
                CanonicalJson.digest("name=Grace Lindqvist")));
  }

  @Test
  void breakGlass_isTold() {
    assertThat(inputs(Requests.anExport().breakingGlass(), "UTC"))
        .containsEntry("breakGlass", true);
    assertThat(inputs(Requests.anExport(), "UTC")).containsEntry("breakGlass", false);
  }
}
