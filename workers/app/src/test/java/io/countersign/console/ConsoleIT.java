package io.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.review.Channel;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.testing.Browser;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What browsers are shown and what they cannot be made to do, without a script in them. */
class ConsoleIT extends ConsoleSlice {

  private static final String HOSTILE =
      "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3) ${7*7} #{7*7}"
          + " \u202egnp.exe";

  @Test
  void inbox_asStranger_leadsToSignIn_andBackToThePageThatWasWanted() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser.Page page = signIn("grace", "/reviews/" + round.id());
    assertThat(page.at().getAuthority()).isEqualTo(URI.create(URL).getAuthority());
    assertThat(page.at().getPath()).isEqualTo("/reviews/" + round.id());
    assertThat(page.html()).contains("Light the lamp").contains("It is dark");
  }

  @Test
  void decision_thatApproves_countsOnce_andTheStalePageSaysWhatHappened() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser grace = new Browser();
    Browser tom = new Browser();
    Browser.Page hers = signIn(grace, "grace", "/reviews/" + round.id());
    Browser.Page his = signIn(tom, "tom", "/reviews/" + round.id());

    Browser.Page approved = decide(grace, hers, round, "approve", "Seen");
    assertThat(approved.html()).contains("You approved it").contains("approved by Dr grace");
    Vote vote = scenes.again(round).seats().getFirst().vote().orElseThrow();
    assertThat(vote.channel()).isEqualTo(Channel.CONSOLE);
    assertThat(vote.person()).isEqualTo("grace");
    assertThat(vote.comment()).contains("Seen");

    Browser.Page stale = decide(tom, his, round, "deny", "No");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.html())
        .contains("Your decision did not count.")
        .contains("This review has already ended: approved.");
    assertThat(scenes.again(round).verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void decision_ofWhoeverAsked_isRefusedWithASentence() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser ada = new Browser();
    Browser.Page page = signIn(ada, "ada", "/reviews/" + round.id());
    assertThat(page.html())
        .contains("nobody countersigns their own work")
        .doesNotContain("Approve exactly this");
    Browser.Page refused = decide(ada, page, round, "approve", "Mine");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(scenes.again(round).verdict()).isEmpty();
  }

  @Test
  void denial_withoutReason_isAskedForOne_andKeepsWhatWasSeen() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + round.id());
    Browser.Page asked = decide(grace, page, round, "deny", "");
    assertThat(asked.status()).isEqualTo(422);
    assertThat(asked.html()).contains("A denial needs a reason").contains("Approve exactly this");
    decide(grace, asked, round, "deny", "Too bright");
    assertThat(scenes.again(round).verdict()).contains(Verdict.DENIED);
  }

  @Test
  void decision_onSomethingOtherThanWhatWasShown_isRefused() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + round.id());
    Browser.Page refused =
        grace.submit(
            page,
            "/reviews/" + round.id() + "/decision",
            Map.of("choice", "approve", "comment", "", "shownDigest", "sha256:" + "0".repeat(64)));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(scenes.again(round).verdict()).isEmpty();
  }

  @Test
  void decision_withoutTheTokenOfItsPage_isRefused() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + round.id());
    Browser.Page forged =
        grace.submit(
            page,
            "/reviews/" + round.id() + "/decision",
            Map.of("choice", "approve", "_csrf", "guessed"));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(scenes.again(round).verdict()).isEmpty();
  }

  @Test
  void text_ofAnAgent_isShownAsTextEverywhere() {
    ReviewRound round = scenes.lamp("report-agent", HOSTILE);
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + round.id());
    Browser.Page said =
        grace.submit(page, "/reviews/" + round.id() + "/comments", Map.of("comment", HOSTILE));
    for (Browser.Page one : new Browser.Page[] {page, said, open(grace, "/inbox")}) {
      assertThat(one.html())
          .doesNotContain("<script>alert", "<img src=x", "\" onmouseover", "\u202e")
          .doesNotContain("49 #");
    }
    assertThat(said.html()).contains("&lt;script&gt;alert(1)").contains("u{202e}gnp.exe");
  }

  @Test
  void pages_areNeitherFramedNorKept_andLoadNothingFromElsewhere() {
    Browser grace = new Browser();
    signIn(grace, "grace", "/inbox");
    Browser.Page page = open(grace, "/inbox");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "data:");
    assertThat(page.html()).doesNotContain("style=\"", "onclick", "http://www.w3", "https://");
  }

  @Test
  void signIn_leadsNowhereElse() {
    for (String trap :
        new String[] {"/?continue=https://evil.example", "/inbox?next=//evil.example"}) {
      Browser.Page page = signIn("grace", trap);
      assertThat(page.at().getAuthority()).as(trap).isEqualTo(URI.create(URL).getAuthority());
    }
    assertThat(open(new Browser(), "//evil.example/inbox").status()).isEqualTo(400);
  }

  /** What the demo prints. */
  @Test
  void invitation_opensTheInboxSignedIn_whoeverWasThereBefore_once() {
    Browser browser = new Browser();
    signIn(browser, "ada", "/inbox");
    String link = IDP.invitation("grace");
    assertThat(browser.open(URI.create(link)).at().getAuthority())
        .isEqualTo(URI.create(URL).getAuthority());
    assertThat(open(browser, "/").at()).isEqualTo(URI.create(URL + "/inbox"));
    assertThat(open(browser, "/inbox").html()).contains("<b>Dr grace</b>");
    assertThat(new Browser().open(URI.create(link)).status()).isEqualTo(403);
  }

  @Test
  void firstPage_isSmall() {
    Browser grace = new Browser();
    int bytes = signIn(grace, "grace", "/inbox").html().length();
    for (String asset : new String[] {"console.css", "console.js", "seal.svg"}) {
      Browser.Page file = open(grace, "/assets/" + asset);
      assertThat(file.status()).as(asset).isEqualTo(200);
      bytes += file.html().length();
    }
    assertThat(bytes).isLessThan(300 * 1024);
  }

  @Test
  void page_ofNothing_saysSo_andOfNoId_too() {
    Browser grace = new Browser();
    signIn(grace, "grace", "/inbox");
    assertThat(open(grace, "/reviews/6b1d2c3e-0000-4000-8000-000000000001").status())
        .isEqualTo(404);
    assertThat(open(grace, "/reviews/1;DROP").status()).isIn(400, 404);
    assertThat(open(grace, "/actuator/env").status()).isIn(403, 404);
  }

  @Test
  void export_isShownWhole_withMaskedValuesBesideTheirClasses() {
    ReviewRound round = scenes.export("ada", "Quarterly churn report");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + round.id());
    assertThat(page.html())
        .contains("EMAIL", "Quarterly churn report", round.subject().digest())
        .contains("Personal data leaves for a partner", "PersonalDataLeaves", "SOC2:CC6.1")
        .contains("cannot be undone", "target: partner")
        .doesNotContain("mara.lindqvist@example.org");
  }

  private static Browser.Page open(Browser browser, String path) {
    return browser.open(URI.create(URL + path));
  }

  private static Browser.Page signIn(String who, String path) {
    return signIn(new Browser(), who, path);
  }

  private static Browser.Page signIn(Browser browser, String who, String path) {
    Browser.Page login = browser.open(URI.create(URL + path));
    if (login.at().getPath().equals("/")) {
      login = browser.open(URI.create(URL + "/oauth2/authorization/oidc"));
    }
    assertThat(login.at().toString()).startsWith(IDP.issuer());
    return browser.submit(login, "/login", Map.of("username", who, "password", who));
  }

  private static Browser.Page decide(
      Browser browser, Browser.Page page, ReviewRound round, String choice, String comment) {
    return browser.submit(
        page,
        "/reviews/" + round.id() + "/decision",
        Map.of(
            "choice",
            choice,
            "comment",
            comment,
            "subjectDigest",
            round.subject().digest(),
            "shownDigest",
            round.shownDigest()));
  }
}
