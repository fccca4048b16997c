package io.countersign.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.connectors.slack.Signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The vector is the one of Slack's documentation on verifying requests. */
class SignatureTest {

  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String TIME = "1531420618";
  private static final String BODY =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
          + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
          + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
          + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
          + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  private static final String GOOD =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

  private static Verdict verify(long secondsLater, String time, String signature, String body) {
    Clock clock =
        Clock.fixed(Instant.ofEpochSecond(Long.parseLong(TIME) + secondsLater), ZoneOffset.UTC);
    return new Signature(SECRET, clock)
        .verify(time, signature, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void verify_officialVector_isGenuine() {
    assertThat(verify(0, TIME, GOOD, BODY)).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void verify_atTheEdgeOfFiveMinutes_isGenuineAndBeyondIsNot() {
    assertThat(verify(300, TIME, GOOD, BODY)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(-300, TIME, GOOD, BODY)).isEqualTo(Verdict.GENUINE);
    assertThat(verify(301, TIME, GOOD, BODY)).isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verify(-301, TIME, GOOD, BODY)).isEqualTo(Verdict.OUT_OF_TIME);
  }

  @Test
  void verify_anythingElse_isRefused() {
    assertThat(verify(0, TIME, GOOD, BODY + "\n")).isEqualTo(Verdict.FORGED);
    assertThat(verify(0, TIME, GOOD.toUpperCase(java.util.Locale.ROOT), BODY))
        .isEqualTo(Verdict.MALFORMED);
    assertThat(verify(0, TIME + "0000", GOOD, BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verify(0, "-1", GOOD, BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verify(0, TIME, GOOD.substring(3), BODY)).isEqualTo(Verdict.MALFORMED);
    assertThat(verify(0, "1531420619", GOOD, BODY)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void verify_sameCallAgain_isAReplayForAsLongAsItWouldCount() {
    Instant[] now = {Instant.ofEpochSecond(Long.parseLong(TIME) - 300)};
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now[0];
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    Signature signature = new Signature(SECRET, clock);
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    assertThat(signature.verify(TIME, GOOD, body)).isEqualTo(Verdict.GENUINE);
    assertThat(signature.verify(TIME, GOOD, body)).isEqualTo(Verdict.REPLAYED);
    now[0] = now[0].plusSeconds(600);
    assertThat(signature.verify(TIME, GOOD, body)).isEqualTo(Verdict.REPLAYED);
    now[0] = now[0].plusSeconds(1);
    assertThat(signature.verify(TIME, GOOD, body)).isEqualTo(Verdict.OUT_OF_TIME);
  }

  @Test
  void signature_blankSecret_isRefused() {
    assertThatThrownBy(() -> new Signature(" ", Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
