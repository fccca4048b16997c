package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.connectors.teams.fake.Activities;
import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.FakeIssuer;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelWorld.Who;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.RecordedReviews;
import io.countersign.spi.review.ReviewChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A bot over HTTP that somebody attacks who reaches its endpoint. */
abstract class AttackedBot {

  final RecordedReviews reviews = new RecordedReviews();
  final TeamsWorld world = new TeamsWorld();
  final MovableClock clock = new MovableClock();
  private ReviewChannel channel;
  FakeMessage message;

  static final class MovableClock extends Clock {
    volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws Exception {
    channel = world.channel(reviews, clock);
    channel.start();
    reviews.put(Cards.anExport().build());
    message =
        world.message(channel.post(new Destination.Place(world.place()), Cards.anExport().build()));
  }

  @AfterEach
  void stop() {
    channel.close();
    world.close();
  }

  FakeTeams teams() {
    return world.teams;
  }

  Map<String, Object> approval() {
    return approval(world.person(Who.MEMBER));
  }

  Map<String, Object> approval(FakePerson person) {
    return action(person, Card.APPROVE);
  }

  Map<String, Object> action(FakePerson person, String verb) {
    return Activities.invoke(
        teams(),
        person,
        message,
        Map.of("verb", verb, "data", Map.of(Card.ID, "card-1")),
        Map.of());
  }

  Answer send(Map<String, Object> activity, String token) {
    return teams().caller().send(JSONObjectUtils.toJSONString(activity), "Bearer " + token);
  }

  void refuses(String token) {
    assertThat(send(approval(), token).status()).isEqualTo(401);
    assertThat(reviews.decisions()).isEmpty();
  }

  final JWTClaimsSet claims() {
    return FakeIssuer.claims(teams().service(), claims -> {});
  }
}
