package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The demo's review, from the post of its cards to the export: one seat decided in the fake Slack,
 * the others in the fake Teams.
 */
class SlackIT {

  private static final String PLACE = "C0REVIEWS";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void release_approvedInSlackAndInTeams_isExportedAndAllCardsSayTheSame() throws IOException {
    try (FakeSlack slack = new FakeSlack();
        FakeTeams teams = new FakeTeams();
        App app = App.start(settings(slack, teams))) {
      teams.reachAt(URI.create(app.url() + "/channels/teams"));
      Path customers = Embedded.folder("sources").resolve("slack-customers.csv");
      new CustomersGenerator(500, 11).write(customers);
      Path destination = Releases.destination();
      String id = Releases.request(app.as("ada"), customers, destination);
      String review = Releases.untilPending(app.as("ada"), id).path("review").asString();
      FakeMessage card =
          await("card")
              .atMost(PATIENCE)
              .until(() -> card(slack, review), Optional::isPresent)
              .orElseThrow();

      io.countersign.connectors.teams.fake.FakeMessage other =
          await("card in Teams")
              .atMost(PATIENCE)
              .until(() -> card(teams, review), Optional::isPresent)
              .orElseThrow();

      Set<String> signed = new HashSet<>();
      FakeUser grace = user("grace");
      slack.click(grace, card, "countersign_approve");
      assertThat(slack.submit(grace, "As expected").body()).contains("signature counts");
      signed.add("grace");
      for (String name : List.of("tom", "olga")) {
        FakePerson person = person(name);
        teams.press(person, other, "ask-approve");
        if (teams.form(person).isPresent()) {
          assertThat(
                  teams
                      .submit(person, other, teams.form(person).orElseThrow(), "As expected")
                      .words())
              .contains("signature counts");
          signed.add(name);
        }
      }
      JsonNode ended = Releases.untilEnded(app.as("ada"), id);

      assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
      assertThat(signed).as("a partner gets personal data").hasSizeGreaterThanOrEqualTo(2);
      assertThat(ended.path("approvedBy").size()).isEqualTo(signed.size());
      assertThat(Releases.exported(destination)).contains("out.csv");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(slack.now(card).words()).contains("Approved at");
                assertThat(slack.now(card).button("countersign_approve")).isEmpty();
                assertThat(slack.thread(card)).contains("It was done, as signed.");
                assertThat(ending(teams.now(other).words()))
                    .isEqualTo(ending(slack.now(card).words()));
                assertThat(teams.thread(other)).isEqualTo(slack.thread(card));
              });
      assertThat(slack.problems()).isEmpty();
      // Teams names no rate to keep below: being told to wait, and waiting, is how it is used.
      assertThat(teams.problems()).allMatch(problem -> problem.startsWith("throttled "));
    }
  }

  private static Optional<FakeMessage> card(FakeSlack slack, String review) {
    return slack.messages(PLACE).stream()
        .filter(message -> message.words().contains(review))
        .findFirst();
  }

  private static Optional<io.countersign.connectors.teams.fake.FakeMessage> card(
      FakeTeams teams, String review) {
    return teams.messages(FakeTeams.PLACE).stream()
        .filter(message -> message.words().contains(review))
        .findFirst();
  }

  private static String ending(String words) {
    return words.lines().filter(line -> line.startsWith("Approved at")).findFirst().orElse("");
  }

  private static FakePerson person(String name) {
    return FakePerson.member("aaaa-" + name);
  }

  private static FakeUser user(String person) {
    return FakeUser.member("U0" + person);
  }

  private static Map<String, String> settings(FakeSlack slack, FakeTeams teams) throws IOException {
    slack.join(user("grace"));
    teams.join(person("tom"));
    teams.join(person("olga"));
    Path directory = Embedded.folder("slack").resolve("directory.yaml");
    Files.writeString(
        directory,
        """
        people:
          ada: { groups: [data-stewards] }
          grace: { groups: [data-stewards], identities: { slack: A0APP/-/T0TEAM/U0grace } }
          tom: { groups: [privacy], identities: { teams: TENANT/aaaa-tom } }
          olga: { groups: [security], identities: { teams: TENANT/aaaa-olga } }
        """
            .replace("TENANT", FakeTeams.TENANT));
    Map<String, String> settings = new HashMap<>();
    settings.put("COUNTERSIGN_DIRECTORY_FILE", directory.toString());
    settings.put("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_TRUST", "partner");
    settings.put("SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN);
    settings.put("SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
    settings.put("SLACK_API_URL", slack.api().toString());
    settings.put("SLACK_CHANNEL", PLACE);
    settings.put("TEAMS_CHANNEL", FakeTeams.PLACE);
    teams
        .settings()
        .forEach(
            (name, value) ->
                settings.put("TEAMS_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return settings;
  }
}
