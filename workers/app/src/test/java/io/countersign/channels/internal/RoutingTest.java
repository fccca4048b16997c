package io.countersign.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.channels.Rotation;
import io.countersign.channels.internal.ChannelsProperties.Route;
import io.countersign.channels.internal.Messages.Kind;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.testing.People;
import io.countersign.testing.Stub;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is told, where, and when: routes, quiet hours, whoever is on duty. */
class RoutingTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant EVENING = Instant.parse("2026-11-23T22:30:00Z");
  private static final Instant SEVEN = Instant.parse("2026-11-24T06:00:00Z");

  private final People people =
      new People().person("grace", "owners").person("tom", "owners").person("eve", "owners");
  private final List<Wanted> wanted = new ArrayList<>();
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

  private record Wanted(String channel, Kind kind, String destination, Instant from) {}

  RoutingTest() {
    people.linked("grace", new LinkedIdentity("slack", "U-grace"));
    people.linked("tom", new LinkedIdentity("slack", "U-tom"));
  }

  @Test
  void route_groupWithoutARoute_isToldInTheUsualPlaceAndInPerson() {
    route(properties(10, ""), EVENING, round("owners", EVENING.plusSeconds(60)));
    assertThat(destinations(Kind.PLACE)).containsExactly("C-all");
    assertThat(destinations(Kind.DIRECT))
        .as("eve has no name there")
        .containsExactly("U-grace", "U-tom");
  }

  @Test
  void route_groupWithARoute_isToldThereAlone() {
    Map<String, Route> routes = Map.of("owners", new Route(Map.of("slack", "C-owners"), false));
    route(
        new ChannelsProperties(
            null, Set.of(), Map.of("slack", "C-all"), routes, 10, "", ZoneOffset.UTC),
        EVENING,
        round("owners", EVENING.plusSeconds(60)));
    assertThat(destinations(Kind.PLACE)).containsExactly("C-owners");
    assertThat(destinations(Kind.DIRECT)).isEmpty();
  }

  @Test
  void route_escalatedSeat_isToldToTheNextGroupAsWell() {
    Map<String, Route> routes =
        Map.of("directors", new Route(Map.of("slack", "C-directors"), false));
    route(
        new ChannelsProperties(
            null, Set.of(), Map.of("slack", "C-all"), routes, 10, "", ZoneOffset.UTC),
        EVENING,
        round("owners", EVENING.plusSeconds(60), "directors"));
    assertThat(destinations(Kind.PLACE)).containsExactly("C-all", "C-directors");
  }

  @Test
  void route_moreCandidatesThanAreWrittenTo_writesToNobodyInPerson() {
    route(properties(2, ""), EVENING, round("owners", EVENING.plusSeconds(60)));
    assertThat(destinations(Kind.PLACE)).containsExactly("C-all");
    assertThat(destinations(Kind.DIRECT)).isEmpty();
  }

  @Test
  void route_rotation_writesToWhoeverIsOnDutyHoweverManyThereAre() {
    beans.addBean(
        "onCall",
        (Rotation) (group, candidates, at) -> group.equals("owners") ? List.of("tom") : candidates);
    route(properties(1, ""), EVENING, round("owners", EVENING.plusSeconds(60)));
    assertThat(destinations(Kind.DIRECT)).containsExactly("U-tom");
  }

  @Test
  void route_inQuietHours_writesToPeopleWhenTheyEndAndToPlacesAtOnce() {
    route(properties(10, "22:00-07:00"), EVENING, round("owners", SEVEN.plusSeconds(1)));
    assertThat(wanted)
        .filteredOn(message -> message.kind() == Kind.DIRECT)
        .extracting(Wanted::from)
        .containsOnly(SEVEN);
    assertThat(wanted)
        .filteredOn(message -> message.kind() == Kind.PLACE)
        .extracting(Wanted::from)
        .containsOnly(EVENING);
  }

  @Test
  void route_inQuietHoursAfterMidnight_waitsUntilTheMorningOfTheSameDay() {
    Instant night = Instant.parse("2026-11-24T01:00:00Z");
    route(properties(10, "22:00-07:00"), night, round("owners", SEVEN.plusSeconds(1)));
    assertThat(wanted)
        .filteredOn(message -> message.kind() == Kind.DIRECT)
        .extracting(Wanted::from)
        .containsOnly(SEVEN);
  }

  @Test
  void route_inQuietHoursThatOutlastTheReview_writesAtOnce() {
    route(properties(10, "22:00-07:00"), EVENING, round("owners", SEVEN));
    assertThat(wanted).extracting(Wanted::from).containsOnly(EVENING);
  }

  @Test
  void route_outsideQuietHours_writesAtOnce() {
    Instant noon = Instant.parse("2026-11-23T11:00:00Z");
    route(properties(10, "22:00-07:00"), noon, round("owners", SEVEN));
    assertThat(wanted).extracting(Wanted::from).containsOnly(noon);
  }

  @Test
  void quietHours_thatAreNone_areRefusedWithTheWayToWriteThem() {
    for (String text : new String[] {"22", "22:00", "25:00-07:00", "22:00-07:00-08:00"}) {
      assertThatThrownBy(() -> properties(10, text))
          .hasMessageContaining("'" + text + "'")
          .hasMessageContaining("22:00-07:00");
    }
  }

  private static ChannelsProperties properties(int mostDirect, String quiet) {
    return new ChannelsProperties(
        null, Set.of(), Map.of("slack", "C-all"), Map.of(), mostDirect, quiet, BERLIN);
  }

  private void route(ChannelsProperties properties, Instant now, ReviewRound round) {
    Messages messages =
        new Messages(Stub.of(JdbcClient.class).get(), Clock.systemUTC()) {
          @Override
          void want(String channel, UUID roundId, Kind kind, String destination, Instant from) {
            wanted.add(new Wanted(channel, kind, destination, from));
          }
        };
    new Routing(
            properties,
            messages,
            new Users(people),
            beans.getBeanProvider(Rotation.class),
            Clock.fixed(now, ZoneOffset.UTC))
        .route("slack", round);
  }

  private List<String> destinations(Kind kind) {
    return wanted.stream()
        .filter(message -> message.kind() == kind)
        .map(Wanted::destination)
        .toList();
  }

  private static ReviewRound round(String group, Instant deadline, String... escalatedTo) {
    Seat seat =
        new Seat(
            UUID.randomUUID(),
            group,
            List.of(escalatedTo),
            List.of("grace", "tom", "eve"),
            List.of(),
            Optional.empty());
    return new ReviewRound(
        UUID.randomUUID(),
        1,
        new Subject(Subject.Kind.ACTION, UUID.randomUUID(), "sha256:ab"),
        Map.of(),
        "sha256:cd",
        Set.of("ada"),
        List.of(seat),
        EVENING,
        deadline,
        Optional.empty());
  }
}
