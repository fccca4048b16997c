package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.identity.ChangeRecord;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.Browser;
import io.countersign.testing.Browser.Page;
import io.countersign.testing.Requests;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * People link themselves with their names in chats: signed in here and there in one browser, and
 * asked whether both are them. Over HTTP throughout; the fakes play Slack's and Entra's sign-in.
 */
class LinkingIT extends LinkingSlice {

  private static final String AGAIN = "Begin again";

  @Autowired private Directory directory;
  @Autowired private DirectoryAdministration administration;
  @Autowired private ReviewDesk desk;
  @Autowired private Actions actions;

  private static URI page(String channel) {
    return URI.create(URL + "/api/v1/links/" + channel);
  }

  /** A browser in which somebody is signed in here. */
  private static Browser signedIn(String who) {
    Browser browser = new Browser();
    Page login = browser.open(URI.create(URL + "/oauth2/authorization/oidc"));
    browser.submit(login, "/login", Map.of("username", who, "password", who));
    return browser;
  }

  /** Who sits before the browser at the chat's sign-in. */
  private static void there(String channel, String who) {
    if (channel.equals("slack")) {
      SLACK.signIn().as(slackUser(who));
    } else {
      TEAMS.entra().as(teamsPerson(who));
    }
  }

  private static FakeUser slackUser(String who) {
    return SLACK.join(FakeUser.member("U0" + who));
  }

  private static FakePerson teamsPerson(String who) {
    return TEAMS.join(FakePerson.member("aaaa-" + who));
  }

  private static LinkedIdentity name(String channel, String who) {
    return channel.equals("slack")
        ? new LinkedIdentity("slack", FakeSlack.APP + "/-/" + FakeSlack.TEAM + "/U0" + who)
        : new LinkedIdentity("teams", FakeTeams.TENANT + "/aaaa-" + who);
  }

  private Optional<String> owner(LinkedIdentity identity) {
    return directory.resolve(identity) instanceof Resolution.Known known
        ? Optional.of(known.person().id())
        : Optional.empty();
  }

  /** Begins, signs in there and stops before coming back: what the way back would be. */
  private static URI wayBack(Browser browser, String channel) {
    return browser.redirect(browser.redirect(page(channel)));
  }

  private void isRefused(Page answer, String why) {
    assertThat(answer.status()).as(answer.html()).isIn(400, 403);
    assertThat(answer.html()).contains("Not linked", why).doesNotContain("Yes, both are me");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void person_signedInHereAndThere_isLinkedOnceTheySayYes(String channel) {
    String user = "grace1";
    there(channel, user);
    Browser browser = signedIn("grace");
    Page question = browser.open(page(channel));
    assertThat(question.status()).as(question.html()).isEqualTo(200);
    assertThat(question.html())
        .contains("Are both of these you?", "<b>Grace Lindqvist</b>", "&lt;b&gt;Name&lt;/b&gt; of")
        .contains(name(channel, user).subject());
    assertThat(question.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(owner(name(channel, user))).as("not before they said yes").isEmpty();

    Page done = browser.submit(question, "/api/v1/links/" + channel, Map.of());
    assertThat(done.html()).contains("Linked");
    assertThat(owner(name(channel, user))).contains("grace");
    assertThat(administration.changes())
        .extracting(ChangeRecord::changedBy, ChangeRecord::change)
        .anyMatch(
            made ->
                made.toList().get(0).equals("grace")
                    && made.toList().get(1).toString().contains(name(channel, user).subject()));
    Page again = browser.submit(question, "/api/v1/links/" + channel, Map.of());
    assertThat(again.html()).as("a yes counts once").contains("Nothing was proved");
  }

  @Test
  void personWhoLinkedThemselves_signsWhereTheyAre() {
    FakeUser user = slackUser("tom1");
    there("slack", "tom1");
    Browser browser = signedIn("tom");
    ReviewRound round = open();
    FakeMessage card =
        await().atMost(Duration.ofSeconds(60)).until(() -> card(round), Optional::isPresent).get();
    SLACK.click(user, card, SlackSlice.APPROVE);
    await()
        .untilAsserted(
            () ->
                assertThat(SLACK.whispers(user))
                    .anyMatch(words -> words.contains(page("slack").toString())));

    browser.submit(browser.open(page("slack")), "/api/v1/links/slack", Map.of());
    SLACK.click(user, card, SlackSlice.APPROVE);
    assertThat(SLACK.submit(user, "").body()).contains("signature counts");
    ReviewRound after = desk.round(round.id()).orElseThrow();
    assertThat(after.verdict()).contains(Verdict.APPROVED);
    assertThat(after.seats().getFirst().vote().orElseThrow().person()).isEqualTo("tom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void wayBack_thatAnAttackerSendsToSomebody_isRefused(String channel) {
    there(channel, "mallory");
    URI attackers = wayBack(signedIn("tom"), channel);
    Browser victim = signedIn("grace");
    isRefused(victim.open(attackers), "Nothing was begun in this browser");

    URI own = victim.redirect(page(channel));
    assertThat(own.toString()).contains("state=");
    isRefused(victim.open(attackers), AGAIN);
    assertThat(owner(name(channel, "mallory"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void wayBack_thatWasStolen_isWorthNothingElsewhere(String channel) {
    there(channel, "grace2");
    Browser victim = signedIn("grace");
    URI stolen = wayBack(victim, channel);
    Browser thief = signedIn("tom");
    isRefused(thief.open(stolen), "Nothing was begun in this browser");
    thief.redirect(page(channel));
    isRefused(thief.open(stolen), AGAIN);
    assertThat(new Browser().open(stolen).status()).as("nobody").isEqualTo(401);
    assertThat(victim.open(stolen).html()).as("the victim's is still good").contains("both are me");
    assertThat(owner(name(channel, "grace2"))).isEmpty();
  }

  /** The thief has the victim's code, and a state of their own that fits. */
  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void code_ofSomebodyElseUnderOnesOwnState_isRefused(String channel) {
    there(channel, "grace3");
    URI victims = wayBack(signedIn("grace"), channel);
    Browser thief = signedIn("tom");
    URI own = wayBack(thief, channel);
    URI mixed = URI.create(own.toString().replaceFirst("code=[^&]*", code(victims)));
    isRefused(thief.open(mixed), AGAIN);
    assertThat(owner(name(channel, "grace3"))).isEmpty();
  }

  private static String code(URI address) {
    return java.util.Arrays.stream(address.getRawQuery().split("&", -1))
        .filter(field -> field.startsWith("code="))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void wayBack_takenTwice_countsOnce(String channel) {
    there(channel, "grace4");
    Browser browser = signedIn("grace");
    URI back = wayBack(browser, channel);
    assertThat(browser.open(back).html()).contains("both are me");
    isRefused(browser.open(back), "Nothing was begun in this browser");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void state_thatIsMissingOrGuessed_isRefusedAndSpent(String channel) {
    there(channel, "grace5");
    Browser browser = signedIn("grace");
    URI back = wayBack(browser, channel);
    isRefused(
        browser.open(URI.create(back.toString().replaceFirst("state=[^&]*", "state=guess"))),
        AGAIN);
    isRefused(browser.open(back), "Nothing was begun in this browser");
  }

  @Test
  void wayBack_ofOneChannelAtTheOther_isRefused() {
    there("slack", "grace6");
    Browser browser = signedIn("grace");
    URI back = wayBack(browser, "slack");
    isRefused(
        browser.open(URI.create(back.toString().replace("/slack/", "/teams/"))),
        "Nothing was begun in this browser");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void yes_fromAnotherSiteOrWithoutAProof_linksNothing(String channel) {
    there(channel, "grace7");
    Browser browser = signedIn("grace");
    Page question = browser.open(page(channel));
    Page foreign = new Page(question.at(), 200, "", question.headers());
    assertThat(browser.submit(foreign, "/api/v1/links/" + channel, Map.of()).status())
        .as("a form of another site knows no token")
        .isEqualTo(403);
    Browser other = signedIn("tom");
    assertThat(
            other
                .submit(
                    other.open(page(channel)),
                    "/api/v1/links/" + (channel.equals("slack") ? "teams" : "slack"),
                    Map.of())
                .html())
        .contains("Nothing was proved");
    assertThat(owner(name(channel, "grace7"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams"})
  void nameThatIsSomebodyElses_isNotTaken(String channel) {
    there(channel, "shared");
    Browser grace = signedIn("grace");
    grace.submit(grace.open(page(channel)), "/api/v1/links/" + channel, Map.of());
    Browser tom = signedIn("tom");
    Page refused = tom.submit(tom.open(page(channel)), "/api/v1/links/" + channel, Map.of());
    assertThat(refused.status()).as(refused.html()).isEqualTo(409);
    assertThat(owner(name(channel, "shared"))).contains("grace");
  }

  @Test
  void guestOrStrangerThere_isRefusedWithTheReason() {
    SLACK.signIn().as(SLACK.join(new FakeUser("U0GUEST", FakeSlack.TEAM, "is_restricted", "")));
    isRefused(signedIn("grace").open(page("slack")), "Guests of the workspace");
    SLACK.signIn().as(SLACK.join(new FakeUser("U0ALIEN", "T0OTHER", "", "")));
    isRefused(signedIn("grace").open(page("slack")), "another workspace");
    TEAMS.entra().as(new FakePerson("aaaa-guest", FakeTeams.TENANT, "guest"));
    isRefused(signedIn("grace").open(page("teams")), "Guests of the tenant");
    TEAMS.entra().as(new FakePerson("aaaa-alien", "tenant-of-others", "user"));
    isRefused(signedIn("grace").open(page("teams")), "another organisation");
  }

  @Test
  void begin_withoutSigningInHere_isRefused() {
    assertThat(new Browser().open(page("slack")).status()).isEqualTo(401);
  }

  private ReviewRound open() {
    SealedAction action =
        actions.seal(UUID.randomUUID(), Requests.anExport().because("To link somebody").build());
    return ((Opened)
            desk.open(
                new Opening(
                    new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
                    List.of(new Requirement("stewards", 1)),
                    Set.of("ada"),
                    Map.of("title", "Export for linking", "action", Map.of()))))
        .round();
  }

  private static Optional<FakeMessage> card(ReviewRound round) {
    return SLACK.messages(SlackSlice.PLACE).stream()
        .filter(message -> message.words().contains(round.id().toString()))
        .findFirst();
  }
}
