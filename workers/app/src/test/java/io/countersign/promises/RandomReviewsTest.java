package io.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.Delegations.Wish;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import io.countersign.review.internal.InMemoryDesk;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever people do in whatever order, what stands in the end keeps the second promise. */
class RandomReviewsTest {

  private static final List<String> GROUPS = List.of("a", "b", "c");
  private static final int CROWD = 7;
  private static final String DIGEST = Requests.digest("action");

  @Test
  void randomReviews_neverCountAnAuthorAnAgentAStrangerOrOnePersonTwice() {
    int approved = 0;
    int stoodIn = 0;
    for (long seed = 0; seed < 600; seed++) {
      ReviewRound end = new Story(seed).play();
      if (end.verdict().equals(Optional.of(Verdict.APPROVED))) {
        approved++;
      }
      stoodIn += (int) votes(end).filter(vote -> vote.inPlaceOf().isPresent()).count();
    }
    assertThat(approved).as("stories that end well, so that something is tested").isPositive();
    assertThat(stoodIn).as("votes in another's place").isPositive();
  }

  private static Stream<Vote> votes(ReviewRound round) {
    return round.seats().stream().flatMap(seat -> seat.vote().stream());
  }

  /** One review among random people, with random things happening to it. */
  private static final class Story {
    private final long seed;
    private final Random random;
    private final People people = new People();
    private final InMemoryDesk memory = new InMemoryDesk(people, Map.of("a", "b", "b", "c"));
    private final ReviewDesk desk = memory.desk();
    private final Set<String> authors = new HashSet<>(Set.of("bot", "p0"));

    Story(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (int i = 0; i < CROWD; i++) {
        String[] groups =
            GROUPS.stream().filter(group -> random.nextInt(3) > 0).toArray(String[]::new);
        people.person("p" + i, groups);
      }
      people.agent("bot", "p0").agent("other-bot", "p1");
      if (random.nextBoolean()) {
        authors.add(person());
      }
    }

    private String person() {
      return "p" + random.nextInt(CROWD);
    }

    ReviewRound play() {
      List<Requirement> requirements = new ArrayList<>();
      requirements.add(new Requirement("a", 1 + random.nextInt(2)));
      if (random.nextBoolean()) {
        requirements.add(new Requirement("b", 1));
      }
      OpeningResult result =
          desk.open(
              new Opening(
                  new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
                  requirements,
                  authors,
                  Map.of("title", "Export")));
      if (!(result instanceof Opened(ReviewRound round))) {
        return new ReviewRound(
            UUID.randomUUID(),
            1,
            new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
            Map.of(),
            DIGEST,
            authors,
            List.of(),
            Requests.NOW,
            Requests.NOW,
            Optional.empty());
      }
      for (int step = 0; step < 25; step++) {
        happen(round);
        check(desk.round(round.id()).orElseThrow());
      }
      return desk.round(round.id()).orElseThrow();
    }

    private void happen(ReviewRound round) {
      switch (random.nextInt(10)) {
        case 0 -> people.leave(person(), GROUPS.get(random.nextInt(GROUPS.size())));
        case 1 -> desk.escalate(round.id(), anySeat(round).id());
        case 2, 3 ->
            memory
                .delegations()
                .delegate(
                    LinkedIdentity.directory(person()),
                    new Wish(
                        person(),
                        Optional.empty(),
                        Optional.empty(),
                        memory.clock().instant().plus(Duration.ofMinutes(30))));
        case 4 -> memory.clock().forward(Duration.ofMinutes(5));
        default -> decide(round);
      }
    }

    private Seat anySeat(ReviewRound round) {
      return round.seats().get(random.nextInt(round.seats().size()));
    }

    private void decide(ReviewRound round) {
      LinkedIdentity who =
          switch (random.nextInt(5)) {
            case 0 -> LinkedIdentity.tasklist(person() + ".t");
            case 1 -> new LinkedIdentity("email", person() + "@example.org");
            case 2 -> LinkedIdentity.directory(random.nextBoolean() ? "bot" : "other-bot");
            default -> LinkedIdentity.directory(person());
          };
      desk.decide(
          new Decision(
              round.id(),
              random.nextInt(4) == 0 ? Optional.of(anySeat(round).id()) : Optional.empty(),
              who,
              Optional.of(random.nextInt(12) == 0 ? Choice.DENY : Choice.APPROVE),
              Optional.of("because"),
              DIGEST,
              round.shownDigest(),
              Channel.API));
    }

    private void check(ReviewRound round) {
      List<String> spent =
          votes(round)
              .flatMap(vote -> Stream.concat(Stream.of(vote.person()), vote.inPlaceOf().stream()))
              .toList();
      assertThat(spent)
          .as("seed " + seed)
          .doesNotHaveDuplicates()
          .doesNotContainAnyElementsOf(authors);
      assertThat(spent).as("seed " + seed).doesNotContain("other-bot");
      for (Seat seat : round.seats()) {
        seat.vote()
            .ifPresent(
                vote ->
                    assertThat(seat.candidates())
                        .as("seed " + seed)
                        .contains(vote.inPlaceOf().orElse(vote.person())));
        assertThat(seat.candidates()).as("seed " + seed).doesNotContainAnyElementsOf(authors);
      }
      if (round.verdict().equals(Optional.of(Verdict.APPROVED))) {
        assertThat(round.seats())
            .as("seed " + seed)
            .allMatch(seat -> seat.vote().map(Vote::choice).equals(Optional.of(Choice.APPROVE)));
      }
    }
  }
}
