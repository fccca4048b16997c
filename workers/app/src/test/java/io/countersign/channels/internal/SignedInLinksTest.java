package io.countersign.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.channels.ChatLinks.Begun;
import io.countersign.channels.ChatLinks.Claim;
import io.countersign.channels.ChatLinks.Pending;
import io.countersign.channels.ChatLinks.Proof;
import io.countersign.connectors.slack.SlackChannelFactory;
import io.countersign.connectors.slack.fake.FakeSignIn;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.LinkedIdentity;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewPort;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.util.UriComponentsBuilder;

/** Linking by signing in, against the fake Slack's own sign-in. */
class SignedInLinksTest {

  private static final FakeUser GRACE = FakeUser.member("U0GRACE");

  private final FakeSlack slack = new FakeSlack();
  private final Ticking clock = new Ticking();
  private final List<String> linked = new ArrayList<>();
  private ReviewChannel channel;
  private SignedInLinks links;

  @BeforeEach
  void start() throws Exception {
    slack.join(GRACE);
    Map<String, String> settings =
        Map.of(
            "bot-token", FakeSlack.BOT_TOKEN,
            "app-token", FakeSlack.APP_TOKEN,
            "api-url", slack.api().toString(),
            "client-id", FakeSignIn.CLIENT,
            "client-secret", FakeSignIn.SECRET);
    ReviewChannelContext context =
        new ReviewChannelContext() {
          @Override
          public Clock clock() {
            return Clock.systemUTC();
          }

          @Override
          public Map<String, String> settings() {
            return settings;
          }

          @Override
          public ReviewPort reviews() {
            return Stub.of(ReviewPort.class).get();
          }
        };
    channel = new SlackChannelFactory().create(context).orElseThrow();
    channel.start();
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean(
        "administration",
        Stub.of(DirectoryAdministration.class)
            .on(
                "linkOwn",
                args -> {
                  linked.add(args[0] + " is " + (LinkedIdentity) args[1]);
                  return new ChangeResult.Applied(List.of());
                })
            .get());
    links =
        new SignedInLinks(
            new Channels(List.of(channel)),
            beans.getBeanProvider(DirectoryAdministration.class),
            new OpenIdCode(Clock.systemUTC()),
            new MockEnvironment().withProperty("countersign.web.url", "https://c.example.org/"),
            clock);
  }

  @AfterEach
  void stop() {
    channel.close();
    slack.close();
  }

  @Test
  void link_provedHereAndThereAndConfirmed_isWrittenToTheDirectory() {
    assertThat(links.channels()).containsExactly("slack");
    slack.signIn().as(GRACE);
    Begun begun = links.begin("slack", "grace").orElseThrow();
    Claim claim = proved(links.prove(begun.pending(), "grace", state(begun), code(begun)));
    assertThat(claim.subject()).isEqualTo("A0APP/-/T0TEAM/U0GRACE");
    assertThat(linked).as("not before they said yes").isEmpty();
    assertThat(links.link(claim, "grace", claim.token())).isInstanceOf(ChangeResult.Applied.class);
    assertThat(linked).containsExactly("grace is slack:A0APP/-/T0TEAM/U0GRACE");
  }

  @Test
  void begin_channelWithoutSignIn_isNone() {
    assertThat(links.begin("pigeon", "grace")).isEmpty();
  }

  @Test
  void begin_address_namesTheReturnThatIsRegistered() {
    URI goTo = links.begin("slack", "grace").orElseThrow().goTo();
    assertThat(goTo.toString())
        .contains(
            "redirect_uri=https%3A%2F%2Fc.example.org%2Fapi%2Fv1%2Flinks%2Fslack%2Freturn",
            "scope=openid%20profile");
  }

  @Test
  void prove_stateOfAnotherBrowser_isRefused() {
    slack.signIn().as(GRACE);
    Begun mine = links.begin("slack", "grace").orElseThrow();
    Begun theirs = links.begin("slack", "mallory").orElseThrow();
    assertRefused(links.prove(mine.pending(), "grace", state(theirs), code(theirs)));
  }

  @Test
  void prove_codeOfAnotherSignInUnderTheRightState_isRefusedByItsNonce() {
    slack.signIn().as(GRACE);
    Begun mine = links.begin("slack", "grace").orElseThrow();
    Begun theirs = links.begin("slack", "mallory").orElseThrow();
    assertRefused(links.prove(mine.pending(), "grace", state(mine), code(theirs)));
  }

  @Test
  void prove_bySomebodyElseOrTooLateOrWithAUsedCode_isRefused() {
    slack.signIn().as(GRACE);
    Begun begun = links.begin("slack", "grace").orElseThrow();
    String code = code(begun);
    assertRefused(links.prove(begun.pending(), "tom", state(begun), code));
    proved(links.prove(begun.pending(), "grace", state(begun), code));
    assertRefused(links.prove(begun.pending(), "grace", state(begun), code));
    Begun late = links.begin("slack", "grace").orElseThrow();
    clock.forward(Duration.ofMinutes(11));
    assertRefused(links.prove(late.pending(), "grace", state(late), code(late)));
  }

  @Test
  void prove_guestOrStrangerOfTheWorkspace_isRefusedWithTheReason() {
    for (FakeUser outsider :
        List.of(
            new FakeUser("U0GUEST", FakeSlack.TEAM, "is_restricted", ""),
            new FakeUser("U0ALIEN", "T0OTHER", "", ""))) {
      slack.join(outsider);
      slack.signIn().as(outsider);
      Begun begun = links.begin("slack", "grace").orElseThrow();
      assertThat(links.prove(begun.pending(), "grace", state(begun), code(begun)))
          .isInstanceOfSatisfying(
              Proof.Refused.class, no -> assertThat(no.why()).contains("take part in reviews"));
    }
  }

  @Test
  void link_withoutTheTokenOfTheQuestionOrBySomebodyElseOrTooLate_isRefused() {
    slack.signIn().as(GRACE);
    Begun begun = links.begin("slack", "grace").orElseThrow();
    Claim claim = proved(links.prove(begun.pending(), "grace", state(begun), code(begun)));
    assertThat(links.link(claim, "grace", "")).isInstanceOf(ChangeResult.Refused.class);
    assertThat(links.link(claim, "tom", claim.token())).isInstanceOf(ChangeResult.Refused.class);
    clock.forward(Duration.ofMinutes(11));
    assertThat(links.link(claim, "grace", claim.token())).isInstanceOf(ChangeResult.Refused.class);
    assertThat(linked).isEmpty();
  }

  @Test
  void remembered_asText_holdsNoSecret() {
    Pending pending = links.begin("slack", "grace").orElseThrow().pending();
    assertThat(pending.toString()).doesNotContain(pending.state(), pending.nonce());
  }

  private static Claim proved(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Proved.class);
    return ((Proof.Proved) proof).claim();
  }

  private static void assertRefused(Proof proof) {
    assertThat(proof).isInstanceOf(Proof.Refused.class);
  }

  private static String state(Begun begun) {
    return begun.pending().state();
  }

  /** What the browser brings back. */
  private static String code(Begun begun) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String location =
          http.send(
                  HttpRequest.newBuilder(begun.goTo()).build(),
                  HttpResponse.BodyHandlers.discarding())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      return String.valueOf(
          UriComponentsBuilder.fromUriString(location).build().getQueryParams().getFirst("code"));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
