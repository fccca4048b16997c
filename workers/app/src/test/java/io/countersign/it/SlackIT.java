package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The demo's review, decided in the fake Slack, from the post of its card to the export. */
class SlackIT {

  private static final String PLACE = "C0REVIEWS";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> REVIEWERS = List.of("grace", "tom", "olga");

  @Test
  void release_approvedInSlackByEverySeat_isExportedAndTheCardsSaySo() throws IOException {
    try (FakeSlack slack = new FakeSlack();
        App app = App.start(settings(slack))) {
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

      Set<String> signed = new HashSet<>();
      for (String person : REVIEWERS) {
        FakeUser user = user(person);
        if (slack.click(user, card, "countersign_approve").isAcknowledged()
            && slack.dialog(user).isPresent()) {
          assertThat(slack.submit(user, "As expected").body()).contains("signature counts");
          signed.add(person);
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
              });
      assertThat(slack.problems()).isEmpty();
    }
  }

  private static Optional<FakeMessage> card(FakeSlack slack, String review) {
    return slack.messages(PLACE).stream()
        .filter(message -> message.words().contains(review))
        .findFirst();
  }

  private static FakeUser user(String person) {
    return FakeUser.member("U0" + person);
  }

  private static Map<String, String> settings(FakeSlack slack) throws IOException {
    REVIEWERS.forEach(person -> slack.join(user(person)));
    Path directory = Embedded.folder("slack").resolve("directory.yaml");
    Files.writeString(
        directory,
        """
        people:
          ada: { groups: [data-stewards] }
          grace: { groups: [data-stewards], identities: { slack: A0APP/-/T0TEAM/U0grace } }
          tom: { groups: [privacy], identities: { slack: A0APP/-/T0TEAM/U0tom } }
          olga: { groups: [security], identities: { slack: A0APP/-/T0TEAM/U0olga } }
        """);
    return Map.of(
        "COUNTERSIGN_DIRECTORY_FILE",
        directory.toString(),
        "COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_TRUST",
        "partner",
        "SLACK_BOT_TOKEN",
        FakeSlack.BOT_TOKEN,
        "SLACK_APP_TOKEN",
        FakeSlack.APP_TOKEN,
        "SLACK_API_URL",
        slack.api().toString(),
        "SLACK_CHANNEL",
        PLACE);
  }
}
