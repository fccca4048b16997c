package io.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.DecisionResult;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.Browser;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policy wants whoever approves to have signed in just now; a session may be older. */
class SignInAgainIT extends ConsoleSlice {

  private static final String LEAD = "Sign in again to approve";

  @Test
  void approval_afterAnOldSignIn_leadsToSignIn_andBackWithWhatWasWritten() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    page = open(grace, round);
    assertThat(page.html()).contains(LEAD).doesNotContain("Approve exactly this");

    Browser.Page login = approve(grace, page, round, "Looked <b>twice</b>");
    assertThat(login.at().toString()).as("asked for credentials").startsWith(IDP.issuer());
    assertThat(scenes.again(round).verdict()).isEmpty();
    Browser.Page back = submit(grace, login, "grace");
    assertThat(back.at().getPath()).isEqualTo("/reviews/" + round.id());
    assertThat(back.html())
        .contains("Looked &lt;b&gt;twice", "Approve exactly this")
        .doesNotContain(LEAD);

    approve(grace, back, round, "Looked twice");
    Vote vote = scenes.again(round).seats().getFirst().vote().orElseThrow();
    assertThat(vote.person()).isEqualTo("grace");
    assertThat(vote.channel()).isEqualTo(Channel.CONSOLE);
    assertThat(scenes.again(round).verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void button_thatLeadsToSignIn_doesTheSame_beforeAnythingIsRefused() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    Browser.Page login =
        grace.submit(page, "/reviews/" + round.id() + "/sign-in", Map.of("comment", "Seen"));
    Browser.Page back = submit(grace, login, "grace");
    assertThat(back.html()).contains("Seen", "Approve exactly this");
    assertThat(back.html()).as("nothing was tried").doesNotContain("tried and was refused");
  }

  /** The session lives on, however long ago it began. */
  @Test
  void denial_afterAnOldSignIn_counts() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    decide(grace, page, round, Map.of("choice", "deny", "comment", "No"));
    assertThat(scenes.again(round).verdict()).contains(Verdict.DENIED);
  }

  @Test
  void moment_thatTheBrowserClaims_countsForNothing() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    String now = Long.toString(CLOCK.instant().getEpochSecond());
    decide(
        grace,
        page,
        round,
        Map.of("choice", "approve", "auth_time", now, "signedInAt", CLOCK.instant().toString()));
    assertThat(scenes.again(round).verdict()).isEmpty();
    assertThat(open(grace, round).html()).contains(LEAD);
  }

  /** The way to the provider passes through the browser, which can take out what we ask for. */
  @Test
  void signIn_fromWhichTheDemandWasTaken_isNoFreshOne() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    URI asking = grace.redirect(URI.create(URL + "/oauth2/authorization/oidc?again=true"));
    assertThat(asking.getQuery()).contains("max_age=0", "prompt=login");
    String without = asking.toString().replaceAll("&max_age=0", "").replaceAll("&prompt=login", "");
    Browser.Page back = grace.open(URI.create(without));
    assertThat(back.at().getAuthority())
        .as("signed in without a question")
        .isEqualTo(URI.create(URL).getAuthority());
    Browser.Page page = open(grace, round);
    assertThat(page.html()).contains(LEAD);
    approve(grace, page, round, "Seen");
    assertThat(scenes.again(round).verdict()).isEmpty();
  }

  @Test
  void callback_thatIsReplayed_signsNobodyIn() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    signIn(grace, "grace", round);
    URI callback =
        grace.visited().stream()
            .filter(at -> at.getPath().startsWith("/login/oauth2/code/"))
            .findFirst()
            .orElseThrow();
    assertThat(callback.getQuery()).contains("code=", "state=");
    CLOCK.forward(FRESH_FOR);
    grace.open(callback);
    assertThat(open(grace, round).html()).doesNotContain("Approve exactly this");
    Browser thief = new Browser();
    assertThat(thief.open(callback).html()).doesNotContain("Signed in as");
    assertThat(scenes.again(round).verdict()).isEmpty();
  }

  @Test
  void somebodyElse_whoSignsInInstead_seesNothingOfWhatWasWritten() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", round);
    CLOCK.forward(FRESH_FOR);
    Browser.Page login = approve(grace, page, round, "A word of grace");
    Browser.Page back = submit(grace, login, "tom");
    assertThat(back.html()).contains("Dr tom").doesNotContain("A word of grace");
  }

  @Test
  void approval_ofWhichNobodySaysWhenTheySignedIn_isRefused() {
    ReviewRound round = scenes.longLamp("ada", "For good");
    assertThat(scenes.decide(round, "grace", Choice.APPROVE, "Through the API"))
        .isInstanceOfSatisfying(
            DecisionResult.Refused.class,
            no -> assertThat(no.reason()).isEqualTo(DecisionResult.Reason.OLD_SIGN_IN));
  }

  private static Browser.Page signIn(Browser browser, String who, ReviewRound round) {
    return submit(browser, open(browser, round), who);
  }

  private static Browser.Page submit(Browser browser, Browser.Page login, String who) {
    assertThat(login.at().toString()).startsWith(IDP.issuer());
    return browser.submit(login, "/login", Map.of("username", who, "password", who));
  }

  private static Browser.Page open(Browser browser, ReviewRound round) {
    return browser.open(URI.create(URL + "/reviews/" + round.id()));
  }

  private static Browser.Page approve(
      Browser browser, Browser.Page page, ReviewRound round, String comment) {
    return decide(browser, page, round, Map.of("choice", "approve", "comment", comment));
  }

  private static Browser.Page decide(
      Browser browser, Browser.Page page, ReviewRound round, Map<String, String> fields) {
    return browser.submit(page, "/reviews/" + round.id() + "/decision", fields);
  }
}
