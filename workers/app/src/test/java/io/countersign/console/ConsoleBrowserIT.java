package io.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.countersign.lineage.LineageGraph;
import io.countersign.releases.ReleaseDesk;
import io.countersign.review.Choice;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * People at work, in a real browser. Pictures of what they see are kept below target/screenshots.
 */
class ConsoleBrowserIT extends ConsoleSlice {

  private static final int DESK = 1440;
  private static final int PHONE = 375;
  private static final int WALL = 2560;
  private static final String NOWHERE = "/actions/6b1d2c3e-0000-4000-8000-000000000001";

  private static Chromium chromium;

  @Autowired private LineageGraph lineage;
  @Autowired private ReleaseDesk releases;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void reviewer_withKeysAlone_findsTheNextReview_andApprovesIt() {
    ReviewRound round = scenes.export("ada", "Quarterly churn report for the board");
    scenes.lamp("report-agent", "The night shift has to see something");
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "grace", "/inbox");
    Chromium.picture(page, "inbox-1440-light");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    page.waitForURL("**/reviews/**");
    page.navigate(URL + "/reviews/" + round.id());
    Chromium.picture(page, "review-1440-light");
    page.getByLabel("Comment").first().fill("Masked, counted, expected");
    page.getByText("Approve exactly this").click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS).textContent())
        .contains("You approved it");
    Chromium.picture(page, "approved-1440-light");
    assertThat(scenes.again(round).verdict()).contains(Verdict.APPROVED);
  }

  @Test
  void reviewer_withoutScripts_onAPhone_denies() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Page page = chromium.window(PHONE, ColorScheme.LIGHT, false);
    signIn(page, "grace", "/reviews/" + round.id());
    page.getByText("Deny", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT).textContent())
        .contains("A denial needs a reason");
    Chromium.picture(page, "asked-for-a-reason-375-light");
    page.locator("#comment").fill("Too bright");
    page.getByText("Deny", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(scenes.again(round).verdict()).contains(Verdict.DENIED);
  }

  @Test
  void requester_isToldThatSomebodyElseDecides() {
    ReviewRound round = scenes.lamp("ada", "It is dark");
    Page page = chromium.window(DESK, ColorScheme.DARK, true);
    signIn(page, "ada", "/reviews/" + round.id());
    assertThat(page.locator(".deciding").textContent())
        .contains("nobody countersigns their own work");
    assertThat(page.getByText("Approve exactly this").count()).isZero();
    Chromium.picture(page, "own-request-1440-dark");
  }

  @Test
  void lineage_leadsFromADatasetToTheDecision() {
    ReviewRound round = scenes.export("ada", "For the lineage of it");
    scenes.decide(round, "grace", Choice.APPROVE, "Seen");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !lineage.find(round.subject().id().toString()).isEmpty());
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "grace", "/lineage?of=" + round.subject().id());
    assertThat(page.locator("svg .box").count()).isGreaterThan(3);
    Chromium.picture(page, "lineage-1440-light");
    page.locator("svg .box.start").first().click();
    page.waitForURL("**/reviews/" + round.id());
  }

  @Test
  void lineage_ofFiveHundredNodes_isReadable() {
    String dataset = scenes.web();
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "grace", "/lineage?of=" + dataset.replace(' ', '+'));
    assertThat(page.locator("svg .box").count()).isGreaterThan(490);
    Chromium.view(page, "lineage-500-nodes-1440-light");
    page.getByText("Whole", new Page.GetByTextOptions().setExact(true)).click();
    Chromium.view(page, "lineage-500-nodes-whole-1440-light");
    double width = page.locator("[data-graph]").boundingBox().width;
    assertThat(width).isLessThanOrEqualTo(page.locator(".canvas").first().boundingBox().width);
    page.getByText("Larger").click();
    assertThat(page.locator("[data-graph]").boundingBox().width).isGreaterThan(width);
  }

  @Test
  void auditor_verifiesTheLedger() {
    scenes.decide(scenes.lamp("ada", "It is dark"), "grace", Choice.APPROVE, "Seen");
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "nora", "/ledger");
    page.getByText("Verify and compare now").click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS).textContent())
        .contains("The log holds together to its end", "not anchored");
    Chromium.picture(page, "ledger-1440-light");
  }

  @Test
  void reviewer_approvesWithChanges_byEditingTheMaskingPlan() {
    ReviewRound round = scenes.export("ada", "Quarterly churn report");
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "grace", "/reviews/" + round.id());
    page.getByText("Approve with changes").click();
    page.locator("[name='column.email']").fill("redact");
    Chromium.picture(page, "changes-1440-light");
    page.getByText("Ask for this instead").click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS).textContent())
        .contains("somebody else has to sign it");
    assertThat(scenes.again(round).verdict()).contains(Verdict.SUPERSEDED);
  }

  @Test
  void reviewer_withAnOldSignIn_signsInAgain_andFindsWhatTheyWrote() {
    ReviewRound round = scenes.longLamp("ada", "Over the weekend");
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "grace", "/reviews/" + round.id());
    CLOCK.forward(FRESH_FOR);
    page.reload();
    page.locator("#comment").fill("Asked the night shift");
    Chromium.picture(page, "sign-in-again-1440-light");
    page.getByText("Sign in again to approve").click();
    page.waitForURL(IDP.issuer() + "/**");
    assertThat(page.locator("[name=username]").inputValue()).isEqualTo("grace");
    page.locator("[name=password]").fill("grace");
    page.locator("[type=submit], button").first().click();
    page.waitForURL(URL + "/reviews/" + round.id());
    assertThat(page.locator("#comment").inputValue()).isEqualTo("Asked the night shift");
    page.getByText("Approve exactly this").click();
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS).textContent())
        .contains("You approved it");
  }

  @Test
  void auditor_downloadsEvidence_andSeesItComing() throws IOException {
    Page page = chromium.window(DESK, ColorScheme.LIGHT, true);
    signIn(page, "nora", "/evidence");
    page.locator("#seed").fill("dice");
    Download pack = page.waitForDownload(() -> page.getByText("Make and download").click());
    assertThat(pack.suggestedFilename()).startsWith("countersign-soc2-").endsWith(".zip");
    try (ZipFile zip = new ZipFile(pack.path().toFile())) {
      assertThat(zip.getEntry("SHA256SUMS")).isNotNull();
    }
    assertThat(page.locator("[data-progress]").textContent()).contains("MB, done");
    Chromium.picture(page, "evidence-done-1440-light");
  }

  @Test
  void pages_holdNothingThatKeyboardsOrScreenReadersStumbleOver() throws IOException {
    List<String> ofReviewers = ofReviewers();
    String axe = axe();
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(PHONE, DESK, WALL)) {
        Page page = chromium.window(width, colours, true);
        page.navigate(URL + "/");
        look(page, "start", width, colours);
        signIn(page, "grace", "/inbox");
        for (String path : ofReviewers) {
          page.navigate(URL + path);
          look(page, path.equals(NOWHERE) ? "not-here" : name(path), width, colours);
          if (width == PHONE) {
            check(page, axe, path, colours);
          }
        }
        Page auditor = chromium.window(width, colours, true);
        signIn(auditor, "nora", "/evidence");
        look(auditor, "evidence", width, colours);
        if (width == PHONE) {
          check(auditor, axe, "/evidence", colours);
        }
        page.context().close();
        auditor.context().close();
      }
    }
  }

  /** Pages as they are on a working day. */
  private List<String> ofReviewers() {
    ReviewRound done = scenes.export("ada", "Weekly upload to the partner");
    scenes.decide(done, "grace", Choice.APPROVE, "Masked, counted, expected");
    ReviewRound open = scenes.export("report-agent", "Weekly upload to the partner");
    scenes.lamp("ada", "It is dark");
    tellHistory(open.subject().id());
    String subject = open.subject().id().toString();
    await().atMost(Duration.ofSeconds(30)).until(() -> !lineage.find(subject).isEmpty());
    return List.of(
        "/inbox",
        "/reviews/" + open.id(),
        "/process/" + subject,
        "/overview",
        "/ledger",
        "/lineage?of=" + subject,
        "/policy",
        NOWHERE);
  }

  /** The engine is not there: its history is told. */
  private void tellHistory(UUID release) {
    long key = releases.find(release).orElseThrow().processInstanceKey().orElseThrow();
    Story story = new Story(key);
    HISTORY.put(key, story.records());
    String process = "release-dataset";
    story.begins(process, "Task_AcceptRelease", "SERVICE_TASK", 11);
    story.note(process, "JOB", "FAILED", "Task_AcceptRelease", 12, 11, Optional.empty());
    story.ends(process, "Task_AcceptRelease", "SERVICE_TASK", 11);
    story.flows(process, "Flow_AcceptRelease_PrepareDataset");
    story.begins("review-action", "Task_ReviewAction", "USER_TASK", 13);
  }

  private static String name(String path) {
    return path.substring(1).replaceFirst("[/?].*", "");
  }

  private static void look(Page page, String name, int width, ColorScheme colours) {
    String scheme = colours.name().toLowerCase(java.util.Locale.ROOT);
    Chromium.picture(page, name + "-" + width + "-" + scheme);
    int needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    assertThat(needed).as("width of " + name).isLessThanOrEqualTo(width);
  }

  private static void check(Page page, String axe, String path, ColorScheme colours) {
    page.evaluate(axe);
    Object serious =
        page.evaluate(
            "async () => (await axe.run()).violations.filter(one => ['serious',"
                + " 'critical'].includes(one.impact)).map(one => one.id + ': ' + one.nodes.map(node"
                + " => node.html).slice(0, 3).join(' '))");
    assertThat((List<?>) serious).as(path + " " + colours).isEmpty();
  }

  private static String axe() throws IOException {
    Properties about = new Properties();
    try (InputStream in = resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      about.load(in);
    }
    String file =
        "/META-INF/resources/webjars/axe-core/" + about.getProperty("version") + "/axe.min.js";
    try (InputStream in = resource(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ConsoleBrowserIT.class.getResourceAsStream(name), name);
  }

  private static void signIn(Page page, String who, String path) {
    page.navigate(URL + path);
    page.locator("[name=username]").fill(who);
    page.locator("[name=password]").fill(who);
    page.locator("[type=submit], button").first().click();
    page.waitForURL(URL + "/**");
  }
}
