package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.execution.EffectRunner;
import io.countersign.grants.GrantDesk;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.NoReviewer;
import io.countersign.review.ReviewDesk;
import io.countersign.spi.Preview;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyDrivenReviewsTest {

  private static final Preview PREVIEW =
      new Preview(
          List.of("Write it"),
          List.of("Delete it"),
          Map.of("files", "1"),
          List.of("Mind the gap."));

  private static final Basis BASIS =
      new Basis("action-policy", 3, 7, List.of("r1"), List.of("AC-3"), List.of("Because."));
  private static final Ruling REVIEW =
      new Ruling.NeedsReview(List.of(new Requirement("data-owners", 2)), BASIS);

  private final List<Opening> openings = new ArrayList<>();
  private final List<Object> granted = new ArrayList<>();

  @Test
  void open_requestOfAPerson_makesThemTheOnlyAuthor() {
    assertThat(opening(Requests.anExport().by("ada")).authors()).containsExactly("ada");
  }

  @Test
  void open_requestOfAnAgent_makesItsOwnerAnAuthorAsWell() {
    assertThat(opening(Requests.anExport().by("release-bot")).authors())
        .containsExactlyInAnyOrder("release-bot", "olivia");
  }

  @Test
  void open_requestForSomeoneElse_makesThemAnAuthorAsWell() {
    assertThat(opening(Requests.anExport().by("release-bot").onBehalfOf("bob")).authors())
        .containsExactlyInAnyOrder("release-bot", "olivia", "bob");
  }

  @Test
  void open_round_isAboutTheSealedDigestAndShowsTheActionAndThePolicy() {
    SealedAction action = Requests.anExport().withoutInput().sealed();
    Opening opening = opening(action, REVIEW);
    assertThat(opening.subject().digest()).isEqualTo(action.digest());
    assertThat(opening.requirements()).containsExactly(new Requirement("data-owners", 2));
    assertThat(opening.shown())
        .containsEntry("actionDigest", action.digest())
        .containsEntry("title", "Export it.")
        .containsEntry("requestedByName", "Dr ada");
    assertThat(opening.shown().get("policy").toString()).contains("Because.", "r1", "AC-3");
  }

  @Test
  void open_whatPolicyDoesNotWantReviewed_opensNothing() {
    SealedAction action = Requests.anExport().sealed();
    for (Ruling ruling : List.of(new Ruling.Permitted(BASIS), new Ruling.Refused(BASIS))) {
      assertThat(reviews(action, ruling).open(action.id())).isInstanceOf(NoReviewer.class);
    }
    assertThat(openings).isEmpty();
  }

  @Test
  void rule_onlyAPermissionIssuesAGrant() {
    SealedAction action = Requests.anExport().sealed();
    reviews(action, new Ruling.Refused(BASIS)).rule(action.id());
    reviews(action, REVIEW).rule(action.id());
    assertThat(granted).isEmpty();
    reviews(action, new Ruling.Permitted(BASIS)).rule(action.id());
    assertThat(granted).containsExactly(action);
  }

  @Test
  void open_round_showsWhatTheEffectSaysItWouldDo() {
    Opening opening = opening(Requests.anExport());

    assertThat(opening.shown())
        .containsEntry(
            "preview",
            Map.of(
                "exact", List.of("Write it"),
                "revert", List.of("Delete it"),
                "reach", Map.of("files", "1"),
                "warnings", List.of("Mind the gap.")));
  }

  @Test
  void open_effectWithATimeOfItsOwn_takesItOrWhatIsLeftToRun() {
    assertThat(opening(Requests.anExport()).expiry()).isEmpty();
    assertThat(opening(Requests.anExport().of("http.request").before(in(3))).expiry())
        .contains(Duration.ofHours(1));
    assertThat(opening(Requests.anExport().of("break-glass.acknowledge").before(in(72))).expiry())
        .contains(Duration.ofHours(48));
    assertThat(opening(Requests.anExport().of("break-glass.acknowledge").before(in(2))).expiry())
        .contains(Duration.ofHours(2));
  }

  private static Instant in(int hours) {
    return Requests.NOW.plus(Duration.ofHours(hours));
  }

  private Opening opening(Requests request) {
    return opening(request.withoutInput().sealed(), REVIEW);
  }

  private Opening opening(SealedAction action, Ruling ruling) {
    reviews(action, ruling).open(action.id());
    return openings.getLast();
  }

  private PolicyDrivenReviews reviews(SealedAction action, Ruling ruling) {
    return new PolicyDrivenReviews(
        Stub.of(Actions.class).on("get", args -> action).get(),
        Stub.of(Policy.class).on("ruleOn", args -> ruling).get(),
        Stub.of(GrantDesk.class).on("issuePermitted", args -> granted.add(args[0])).get(),
        Stub.of(ReviewDesk.class)
            .on(
                "open",
                args -> {
                  openings.add((Opening) args[0]);
                  return new NoReviewer("the test needs no round");
                })
            .get(),
        Stub.of(EffectRunner.class)
            .on("describe", args -> "Export it.")
            .on("preview", args -> PREVIEW)
            .get(),
        new People().person("ada").person("bob").person("olivia").agent("release-bot", "olivia"),
        new MaskedSample(Stub.of(Datasets.class).get()),
        new ExecutionProperties(Map.of("http.request", Duration.ofHours(1))),
        new Ticking());
  }
}
