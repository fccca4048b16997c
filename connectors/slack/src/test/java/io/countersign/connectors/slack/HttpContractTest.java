package io.countersign.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.HttpTransport;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelWorld;
import io.countersign.spi.review.ChannelWorld.Who;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewChannelContract;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The contract over signed calls, and what only these can suffer. */
class HttpContractTest extends ReviewChannelContract {

  @Override
  protected ChannelWorld newWorld() {
    return new SlackWorld(true);
  }

  private SlackWorld slack() {
    return (SlackWorld) world;
  }

  private HttpTransport http() {
    return Objects.requireNonNull(slack().http);
  }

  private static String now() {
    return Long.toString(Instant.now().getEpochSecond());
  }

  private String submission(String user, String team, String app) {
    return "payload="
        + URLEncoder.encode(
            """
            {"type":"view_submission","api_app_id":"%s","team":{"id":"%s"},
             "user":{"id":"%s","team_id":"%s"},
             "view":{"type":"modal","callback_id":"countersign_approve_dialog",
                     "private_metadata":"card-1","state":{"values":{}}}}
            """
                .formatted(app, team, user, team),
            StandardCharsets.UTF_8);
  }

  private String genuine() {
    return submission("U0GRACE", FakeSlack.TEAM, FakeSlack.APP);
  }

  private int send(String body, String timestamp, String signature) {
    return http().send(body, "interactive", timestamp, signature, 0).status();
  }

  @Test
  void call_signedAndInTime_counts() throws ChannelException {
    post(Cards.anExport().build());
    String time = now();
    assertThat(send(genuine(), time, HttpTransport.sign(SlackWorld.SECRET, time, genuine())))
        .isEqualTo(200);
    assertThat(reviews.decisions()).hasSize(1);
  }

  @Test
  void call_forged_isRefused() throws ChannelException {
    post(Cards.anExport().build());
    String time = now();
    for (String secret : new String[] {"---", "guess", SlackWorld.SECRET + " "}) {
      assertThat(send(genuine(), time, HttpTransport.sign(secret, time, genuine()))).isEqualTo(401);
    }
    assertThat(send(genuine(), time, "")).isEqualTo(401);
    assertThat(send(genuine(), time, "v0=" + "0".repeat(64))).isEqualTo(401);
    assertThat(send(genuine() + "\n", time, HttpTransport.sign(SlackWorld.SECRET, time, genuine())))
        .isEqualTo(401);
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void call_sentAgain_countsOnce() throws ChannelException {
    post(Cards.anExport().build());
    String time = now();
    String signature = HttpTransport.sign(SlackWorld.SECRET, time, genuine());
    assertThat(send(genuine(), time, signature)).isEqualTo(200);
    assertThat(send(genuine(), time, signature)).isEqualTo(401);
    assertThat(reviews.decisions()).hasSize(1);
  }

  @Test
  void call_fromThePastOrTheFuture_isRefused() throws ChannelException {
    post(Cards.anExport().build());
    for (long away : new long[] {-302, 310, 365L * 24 * 3_600}) {
      String time = Long.toString(Instant.now().getEpochSecond() + away);
      assertThat(send(genuine(), time, HttpTransport.sign(SlackWorld.SECRET, time, genuine())))
          .isEqualTo(401);
    }
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void call_fieldTwiceOrSmuggledIn_isRefused() throws ChannelException {
    post(Cards.anExport().build());
    String smuggled = genuine().replace("card-1", "card-1%26payload%3D%7B%7D");
    for (String body : new String[] {genuine() + "&" + genuine(), genuine() + "&", "payload=%"}) {
      String time = now();
      assertThat(send(body, time, HttpTransport.sign(SlackWorld.SECRET, time, body)))
          .isEqualTo(400);
    }
    String time = now();
    send(smuggled, time, HttpTransport.sign(SlackWorld.SECRET, time, smuggled));
    assertThat(reviews.decisions())
        .extracting(decision -> decision.cardId())
        .containsExactly("card-1&payload={}");
  }

  @Test
  void call_ofAKindThatNobodyKnows_isRefused() {
    for (String body :
        new String[] {"payload=%7B%22type%22%3A%22other%22%7D", "{\"a\":1}", "x=y"}) {
      String time = now();
      assertThat(send(body, time, HttpTransport.sign(SlackWorld.SECRET, time, body)))
          .isEqualTo(400);
    }
  }

  @Test
  void call_forAnotherAppOrWorkspace_decidesNothing() throws ChannelException {
    post(Cards.anExport().build());
    for (String body :
        new String[] {
          submission("U0GRACE", FakeSlack.TEAM, "A0OTHER"),
          submission("U0GRACE", "T0OTHER", FakeSlack.APP),
          submission("U0NOBODY", FakeSlack.TEAM, FakeSlack.APP)
        }) {
      String time = now();
      send(body, time, HttpTransport.sign(SlackWorld.SECRET, time, body));
    }
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void home_opened_listsWhatWaits() throws ChannelException {
    post(Cards.anExport().build());
    assertThat(slack().slack.openHome(slack().user(Who.MEMBER)).isAcknowledged()).isTrue();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(slack().slack.home(slack().user(Who.MEMBER)))
                    .contains("Export 2,000 rows", "Light the lamp."));
  }

  @Test
  void command_listShowStatus_answersOnlyWhoeverAsked() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    assertThat(command("list")).contains("\"ephemeral\"", "Export 2,000 rows");
    assertThat(command("show 5d7c1d1e-0000-4000-8000-000000000001"))
        .contains("COPY customers")
        .doesNotContain(Card.APPROVE);
    assertThat(command("show nothing")).contains("no review");
    assertThat(command("status request-1")).contains("in review");
    assertThat(command("lineage customers")).contains("masked by run 1", "copy out.csv");
    assertThat(command("lineage nothing")).contains("Nothing is known");
    assertThat(command("")).contains("/countersign list");
    assertThat(slack().slack.command(slack().user(Who.GUEST), "list").body())
        .doesNotContain("Export")
        .contains("Guests");
    assertThat(slack().thread(message)).isEmpty();
  }

  private String command(String words) {
    return slack().slack.command(slack().user(Who.MEMBER), words).body();
  }
}
