package io.countersign.slice;

import io.countersign.channels.internal.ChannelDoors;
import io.countersign.connectors.teams.fake.Door;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.ReviewRound;
import io.countersign.testing.People;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A fake Teams beside the fake Slack, with the same people in it. */
final class TeamsBeside implements AutoCloseable {

  static final FakePerson ADA = FakePerson.member("aaaa-ada");
  static final FakePerson GRACE = FakePerson.member("aaaa-grace");
  static final FakePerson TOM = FakePerson.member("aaaa-tom");

  final FakeTeams teams = new FakeTeams();
  private @Nullable Door door;

  TeamsBeside() {
    List.of(ADA, GRACE, TOM).forEach(teams::join);
  }

  void register(DynamicPropertyRegistry registry) {
    teams
        .settings()
        .forEach((name, value) -> registry.add("countersign.channels.teams." + name, () -> value));
    registry.add("countersign.channels.places.teams", () -> FakeTeams.PLACE);
  }

  /** Links the people, and lets Teams in. */
  void open(ApplicationContext application) {
    if (door == null) {
      People people = application.getBean(People.class);
      List.of(ADA, GRACE, TOM)
          .forEach(
              person ->
                  people.linked(
                      person.object().replaceFirst(".*-", ""),
                      new LinkedIdentity("teams", FakeTeams.TENANT + "/" + person.object())));
      Door opened = new Door(ChannelDoors.of(application, "teams"));
      door = opened;
      teams.reachAt(opened.address());
    }
  }

  /** The card of a round in the shared place. */
  Optional<FakeMessage> card(ReviewRound round) {
    return teams.messages(FakeTeams.PLACE).stream()
        .filter(message -> message.words().contains(round.id().toString()))
        .findFirst();
  }

  @Override
  public void close() {
    Door open = door;
    if (open != null) {
      open.close();
    }
    teams.close();
  }
}
