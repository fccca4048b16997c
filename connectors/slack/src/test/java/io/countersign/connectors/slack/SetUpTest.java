package io.countersign.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.RecordedReviews;
import io.countersign.spi.review.ReviewChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused at start, and that each refusal names the fix. */
class SetUpTest {

  private final FakeSlack slack = new FakeSlack();

  @AfterEach
  void stop() {
    slack.close();
  }

  private Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bot-token", FakeSlack.BOT_TOKEN);
    settings.put("app-token", FakeSlack.APP_TOKEN);
    settings.put("api-url", slack.api().toString());
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static Optional<ReviewChannel> create(Map<String, String> settings, Clock clock) {
    return new SlackChannelFactory()
        .create(SlackWorld.context(settings, new RecordedReviews(), clock));
  }

  private static String startFailure(Map<String, String> settings, Clock clock) {
    try (ReviewChannel channel = create(settings, clock).orElseThrow()) {
      return String.valueOf(
          catchThrowableOfType(ChannelException.class, channel::start).getMessage());
    }
  }

  @Test
  void create_withoutToken_isNoChannel() {
    assertThat(create(Map.of(), Clock.systemUTC())).isEmpty();
  }

  /** Half of it is a mistake, and silence would hide it. */
  @Test
  void create_withoutBotTokenButWithAnother_isRefused() {
    for (String other : new String[] {"app-token", "signing-secret"}) {
      assertThatThrownBy(() -> create(Map.of(other, "x"), Clock.systemUTC()))
          .hasMessageContaining("bot-token is missing");
    }
  }

  @Test
  void create_httpWithBlankSecret_isRefused() {
    for (String secret : new String[] {"", "   ", "---", "tooShort"}) {
      assertThatThrownBy(
              () ->
                  create(
                      Map.of("bot-token", "xoxb-1", "signing-secret", secret), Clock.systemUTC()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("signing-secret");
    }
  }

  @Test
  void create_wrongKindsOfTokens_areRefused() {
    assertThatThrownBy(() -> create(settings("bot-token", "xoxp-1"), Clock.systemUTC()))
        .hasMessageContaining("xoxb-");
    assertThatThrownBy(() -> create(settings("app-token", "xoxb-1"), Clock.systemUTC()))
        .hasMessageContaining("connections:write");
    assertThatThrownBy(() -> create(settings("api-url", "http://x.test"), Clock.systemUTC()))
        .hasMessageContaining("https");
    assertThatThrownBy(() -> create(settings("bot-tokn", "x"), Clock.systemUTC()))
        .hasMessageContaining("bot-tokn");
    assertThatThrownBy(() -> create(settings("match-email", "yes"), Clock.systemUTC()))
        .hasMessageContaining("true or false");
    assertThatThrownBy(() -> create(settings("transport", "pigeon"), Clock.systemUTC()))
        .hasMessageContaining("'socket' or 'http'");
  }

  @Test
  void start_revokedToken_saysWhichToSet() {
    assertThat(startFailure(settings("bot-token", "xoxb-old"), Clock.systemUTC()))
        .contains("invalid_auth", "Install the app again");
  }

  @Test
  void start_anotherWorkspace_saysBoth() {
    assertThat(startFailure(settings("team", "T0ELSE"), Clock.systemUTC()))
        .contains(FakeSlack.TEAM, "T0ELSE");
  }

  @Test
  void start_missingScopes_namesThem() {
    slack.grant("chat:write");
    assertThat(startFailure(settings("match-email", "true"), Clock.systemUTC()))
        .contains("commands", "users:read", "users:read.email");
  }

  @Test
  void start_clockThatIsWrong_saysByHowMuch() {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
    assertThat(startFailure(settings(), ahead)).contains("clock", "NTP", "ahead");
  }

  @Test
  void start_slackDown_canBeTriedAgain() throws ChannelException {
    try (ReviewChannel channel = create(settings(), Clock.systemUTC()).orElseThrow()) {
      slack.down(true);
      assertThat(catchThrowableOfType(ChannelException.class, channel::start).remedy())
          .isEqualTo(ChannelException.Remedy.LATER);
      slack.down(false);
      channel.start();
    }
  }

  @Test
  void manifest_grantsAndSwitchesOnWhatTheStartAsksFor() throws IOException {
    String manifest = Files.readString(Path.of("manifest.yaml"));
    assertThat(SelfTest.SCOPES)
        .allSatisfy(scope -> assertThat(manifest).contains("      - " + scope + "\n"));
    assertThat(manifest)
        .contains(
            "interactivity:\n    is_enabled: true",
            "socket_mode_enabled: true",
            "command: " + Commands.NAME,
            "app_home_opened",
            "/api/v1/links/slack/return");
  }

  @Test
  void settings_asText_holdNoSecret() {
    assertThat(SlackSettings.read(settings()).orElseThrow().toString())
        .doesNotContain(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN);
  }
}
