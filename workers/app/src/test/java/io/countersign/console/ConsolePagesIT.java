package io.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.Models;
import io.countersign.record.Finding;
import io.countersign.record.Findings;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.review.Choice;
import io.countersign.review.DecisionResult;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.testing.Browser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do on the console's pages beside deciding. */
class ConsolePagesIT extends ConsoleSlice {

  @Autowired private Findings findings;
  @Autowired private ReleaseDesk releases;

  @Test
  void changes_toTheMaskingPlan_areARequestOfTheirOwn_thatSomebodyElseSigns() {
    ReviewRound asked = scenes.export("ada", "Quarterly churn report");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + asked.id());
    assertThat(page.html()).contains("name=\"column.email\"");
    Browser.Page done = change(grace, page, asked, Map.of("column.email", "redact"));
    assertThat(done.html()).contains("somebody else has to sign it", "Superseded");
    assertThat(scenes.again(asked).verdict()).contains(Verdict.SUPERSEDED);

    ReviewRound narrower = scenes.inItsPlace(asked);
    Browser.Page hers = open(grace, "/reviews/" + narrower.id());
    assertThat(hers.html())
        .contains("nobody countersigns their own work", "Changed by", "Dr grace")
        .contains("What differs from the request whose place this took")
        .contains("columns › email › treatment", "<ins>redact</ins>")
        .doesNotContain("Approve exactly this");
    assertThat(scenes.decide(narrower, "grace", Choice.APPROVE, "Mine"))
        .isInstanceOf(DecisionResult.Refused.class);
    Browser tom = new Browser();
    Browser.Page his = signIn(tom, "tom", "/reviews/" + narrower.id());
    tom.submit(his, "/reviews/" + narrower.id() + "/decision", Map.of("choice", "approve"));
    assertThat(scenes.again(narrower).verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void changes_thatWouldHideLess_orNothing_changeNothing() {
    ReviewRound asked = scenes.export("ada", "Quarterly churn report");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + asked.id());
    Browser.Page weaker = change(grace, page, asked, Map.of("column.email", "keep"));
    assertThat(weaker.status()).isEqualTo(422);
    assertThat(weaker.html()).contains("Nothing was changed.", "Only stronger masking");
    assertThat(change(grace, page, asked, Map.of()).status()).isEqualTo(422);
    Browser ada = new Browser();
    Browser.Page own = signIn(ada, "ada", "/reviews/" + asked.id());
    assertThat(own.html()).doesNotContain("name=\"column.email\"");
    assertThat(change(ada, own, asked, Map.of("column.email", "redact")).status()).isEqualTo(403);
    assertThat(scenes.again(asked).verdict()).isEmpty();
  }

  @Test
  void changes_toAnAction_narrowIt() {
    ReviewRound asked = scenes.lamp("ada", "It is dark");
    Browser grace = new Browser();
    Browser.Page page = signIn(grace, "grace", "/reviews/" + asked.id());
    change(grace, page, asked, Map.of("parameter.window", "PT5M"));
    assertThat(scenes.again(asked).verdict()).contains(Verdict.SUPERSEDED);
  }

  @Test
  void evidence_isForAuditors_whoAreToldWhatIsWrongWithTheirOrder() {
    Browser nora = new Browser();
    assertThat(signIn(nora, "nora", "/evidence").html()).contains("soc2", "hipaa", "fedramp");
    Browser.Page pack =
        open(
            nora, "/evidence/pack?framework=soc2&from=2026-01-01&to=2036-01-01&seed=dice&sample=3");
    assertThat(pack.status()).isEqualTo(200);
    assertThat(pack.header("Content-Type")).startsWith("application/zip");
    assertThat(pack.header("Content-Disposition")).contains("countersign-soc2-2026-01-01.zip");
    assertThat(pack.html()).startsWith("PK").contains("SHA256SUMS");
    for (String wrong :
        List.of(
            "framework=iso&from=2026-01-01&to=2026-02-01&seed=s",
            "framework=soc2&from=yesterday&to=2026-02-01&seed=s",
            "framework=soc2&from=2026-03-01&to=2026-02-01&seed=s",
            "framework=soc2&from=2026-01-01&to=2026-02-01&seed=",
            "framework=soc2&from=2026-01-01&to=2026-02-01&seed=s&sample=-1")) {
      Browser.Page refused = open(nora, "/evidence/pack?" + wrong);
      assertThat(refused.status()).as(wrong).isEqualTo(422);
      assertThat(refused.html()).as(wrong).contains("role=\"alert\"", "Make and download");
    }
    Browser grace = new Browser();
    signIn(grace, "grace", "/inbox");
    assertThat(open(grace, "/evidence").status()).isEqualTo(403);
  }

  @Test
  void simulation_showsWhichRulingsWouldHaveEndedOtherwise_andPutsNothingInForce() {
    ReviewRound ruled = scenes.export("ada", "Quarterly churn report");
    Browser pia = new Browser();
    Browser.Page page = signIn(pia, "pia", "/policy");
    assertThat(page.html()).contains("Rule_EveryExport", "Try a change on the past");
    String stricter = table().replace("\"review\"", "\"refuse\"");
    Browser.Page tried = pia.submit(page, "/policy/simulation", Map.of("dmn", stricter));
    assertThat(tried.html())
        .contains("would have ended otherwise", "/actions/" + ruled.subject().id())
        .contains("review: 1 of data-stewards", "refused");
    assertThat(open(pia, "/policy").html()).doesNotContain("would have ended otherwise");

    Browser.Page broken = pia.submit(page, "/policy/simulation", Map.of("dmn", "<nonsense/>"));
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.html()).contains("role=\"alert\"", "&lt;nonsense/&gt;");
    Browser grace = new Browser();
    Browser.Page hers = signIn(grace, "grace", "/policy");
    assertThat(hers.html()).doesNotContain("Try a change on the past");
    assertThat(grace.submit(hers, "/policy/simulation", Map.of("dmn", stricter)).status())
        .isEqualTo(403);
  }

  @Test
  void finding_isClosedWithAReason_byWhoeverResolvesThem_alone() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    scenes.rogueGrant(round);
    Browser nora = new Browser();
    Browser.Page ledger = signIn(nora, "nora", "/ledger");
    Browser.Page compared = nora.submit(ledger, "/ledger/verification", Map.of());
    Finding finding = findings.ofAction(round.subject().id()).getFirst();
    assertThat(compared.html())
        .contains(finding.id().toString(), "What to do:")
        .doesNotContain("Close the finding");

    String close = "/findings/" + finding.id() + "/resolution";
    Browser grace = new Browser();
    Browser.Page hers = signIn(grace, "grace", "/ledger");
    assertThat(grace.submit(hers, close, Map.of("resolution", "It was me")).status())
        .isEqualTo(403);
    Browser olga = new Browser();
    Browser.Page mine = signIn(olga, "olga", "/ledger");
    Browser.Page unsaid = olga.submit(mine, close, Map.of("resolution", " "));
    assertThat(unsaid.status()).isEqualTo(422);
    Browser.Page closed = olga.submit(mine, close, Map.of("resolution", "A drill <i>of ours</i>"));
    assertThat(closed.html()).contains("It is closed, and that is on record.");
    assertThat(open(olga, "/ledger?all=true").html())
        .contains("Closed by Dr olga: A drill &lt;i&gt;of ours");
    assertThat(olga.submit(mine, close, Map.of("resolution", "Again")).status()).isEqualTo(409);
  }

  @Test
  void process_showsThePathTaken_timesRetriesAndWho_runningAndEnded() {
    ReviewRound round = scenes.export("ada", "Quarterly churn report");
    Release release = releases.find(round.subject().id()).orElseThrow();
    long key = release.processInstanceKey().orElseThrow();
    Story story = new Story(key);
    HISTORY.put(key, story.records());
    story.begins("release-dataset", "Task_AcceptRelease", "SERVICE_TASK", 11);
    story.note("release-dataset", "JOB", "FAILED", "Task_AcceptRelease", 12, 11, Optional.empty());
    story.ends("release-dataset", "Task_AcceptRelease", "SERVICE_TASK", 11);
    story.flows("release-dataset", "Flow_AcceptRelease_PrepareDataset");
    story.begins("review-action", "Task_ReviewAction", "USER_TASK", 13);
    Browser ada = new Browser();
    Browser.Page running = signIn(ada, "ada", "/process/" + release.id());
    assertThat(running.html())
        .contains("flow taken", "shape task done", "shape task active", "still there")
        .contains("Accept release", "2 s", "<td class=\"number\">1</td>");

    story.note(
        "review-action",
        "USER_TASK",
        "COMPLETED",
        "Task_ReviewAction",
        14,
        13,
        Optional.of("grace"));
    story.ends("review-action", "Task_ReviewAction", "USER_TASK", 13);
    String ended = open(ada, "/process/" + release.id()).html();
    assertThat(ended).contains("grace").doesNotContain("still there", "shape task active");

    Browser tom = new Browser();
    signIn(tom, "tom", "/inbox");
    assertThat(open(tom, "/process/6b1d2c3e-0000-4000-8000-000000000001").status()).isEqualTo(404);
  }

  private static String table() {
    return Models.all().stream()
        .filter(model -> model.fileName().equals("action-policy.dmn"))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static Browser.Page change(
      Browser browser, Browser.Page page, ReviewRound round, Map<String, String> fields) {
    return browser.submit(page, "/reviews/" + round.id() + "/changes", fields);
  }

  private static Browser.Page open(Browser browser, String path) {
    return browser.open(URI.create(URL + path));
  }

  private static Browser.Page signIn(Browser browser, String who, String path) {
    Browser.Page login = open(browser, path);
    return browser.submit(login, "/login", Map.of("username", who, "password", who));
  }
}
