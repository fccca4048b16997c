package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Comment;
import io.countersign.review.CommentResult;
import io.countersign.review.CommentResult.Kept;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Delegations.Wish;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say something about a round. */
class CommentingTest {

  private final People people =
      new People()
          .person("ada", "owners")
          .person("bob", "owners")
          .person("sam", "marketing")
          .person("gone", "owners")
          .agent("bot", "ada")
          .agent("other-bot", "bob");
  private final InMemoryDesk memory = new InMemoryDesk(people, Map.of());
  private final ReviewDesk desk = memory.desk();
  private final ReviewRound round =
      ((Opened)
              desk.open(
                  new Opening(
                      new Subject(
                          Subject.Kind.ACTION, UUID.randomUUID(), Requests.digest("action")),
                      List.of(new Requirement("owners", 1)),
                      Set.of("ada", "bot"),
                      Map.of("title", "Export"))))
          .round();

  @ParameterizedTest
  @CsvSource({"directory:ada, ada", "tasklist:bob.t, bob", "directory:bot, bot"})
  void comment_byAuthorOrCandidate_isKeptAndDecidesNothing(String identity, String author) {
    assertThat(comment(identity, "Which customers?")).isInstanceOf(Kept.class);
    assertThat(desk.comments(round.id()))
        .containsExactly(new Comment(author, "Which customers?", Requests.NOW));
    assertThat(desk.round(round.id())).contains(round);
    assertThat(memory.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "directory:sam, NOT_ELIGIBLE",
    "directory:other-bot, NOT_ELIGIBLE",
    "directory:nobody, UNKNOWN_IDENTITY",
    "directory:gone, DISABLED"
  })
  void comment_byAnyoneElse_isRefused(String identity, Reason reason) {
    people.disable("gone");
    assertThat(refusal(comment(identity, "Hello"))).isEqualTo(reason);
    assertThat(desk.comments(round.id())).isEmpty();
  }

  @Test
  void comment_byACandidatesDelegate_isKept() {
    Wish wish = new Wish("sam", Optional.empty(), Optional.empty(), Requests.NOW.plusSeconds(60));
    memory.delegations().delegate(LinkedIdentity.directory("bob"), wish);
    assertThat(comment("directory:sam", "Hello")).isInstanceOf(Kept.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Comment.LONGEST + 1})
  void comment_tooShortOrTooLong_isRefused(int length) {
    assertThat(refusal(comment("directory:bob", "x".repeat(length))))
        .isEqualTo(Reason.UNFIT_COMMENT);
    assertThat(refusal(comment("directory:bob", " ".repeat(length))))
        .isEqualTo(Reason.UNFIT_COMMENT);
  }

  @Test
  void comment_ofTheLongestLength_isKeptWithoutNul() {
    String text = "x".repeat(Comment.LONGEST - 1);
    comment("directory:bob", text + "\0");
    assertThat(desk.comments(round.id()).getFirst().words()).isEqualTo(text + "\ufffd");
  }

  @Test
  void comment_onARoundThatEndedOrIsUnknown_isRefused() {
    memory.clock().forward(Duration.ofHours(4));
    assertThat(refusal(comment("directory:bob", "late"))).isEqualTo(Reason.ROUND_EXPIRED);
    desk.expire(round.id());
    assertThat(refusal(comment("directory:bob", "late"))).isEqualTo(Reason.ROUND_CLOSED);
    LinkedIdentity bob = LinkedIdentity.directory("bob");
    assertThat(refusal(desk.comment(UUID.randomUUID(), bob, "where?")))
        .isEqualTo(Reason.UNKNOWN_ROUND);
  }

  private CommentResult comment(String identity, String text) {
    int colon = identity.indexOf(':');
    LinkedIdentity who =
        new LinkedIdentity(identity.substring(0, colon), identity.substring(colon + 1));
    return desk.comment(round.id(), who, text);
  }

  private static Reason refusal(CommentResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
