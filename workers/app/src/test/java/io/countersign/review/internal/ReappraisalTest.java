package io.countersign.review.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.Ending;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.RoundSettled;
import io.countersign.review.SeatEscalated;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of open reviews when people are disabled or moved. */
class ReappraisalTest {

  private static final String DIGEST = Requests.digest("action");

  private final People people =
      new People()
          .person("ada", "stewards")
          .person("grace", "stewards")
          .person("tom", "stewards")
          .person("olga", "security")
          .person("dora", "directors");

  @Test
  void someoneElseIsLeft_nothingHappens() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of("stewards", "directors"));
    ReviewRound round = open(memory, new Requirement("stewards", 1));
    people.disable("grace");
    memory.peopleChanged("grace");
    assertThat(memory.desk().round(round.id())).contains(round);
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void nobodyIsLeft_theNextGroupIsAskedAtOnce() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of("stewards", "directors"));
    ReviewRound round = open(memory, new Requirement("stewards", 1));
    people.disable("grace");
    people.leave("tom", "stewards");
    memory.peopleChanged("grace", "tom");
    ReviewRound now = memory.desk().round(round.id()).orElseThrow();
    assertThat(now.verdict()).isEmpty();
    assertThat(now.seats().getFirst().candidates()).contains("dora");
    assertThat(memory.events()).hasOnlyElementsOfType(SeatEscalated.class).hasSize(1);
    assertThat(decide(memory, round, "dora")).isInstanceOf(Accepted.class);
  }

  @Test
  void nobodyIsLeft_andNobodyNext_theReviewEndsDenied() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of());
    ReviewRound round = open(memory, new Requirement("security", 1));
    people.leave("olga", "security");
    memory.peopleChanged("olga");
    assertThat(memory.desk().round(round.id()).orElseThrow().ending())
        .contains(new Ending(Verdict.DENIED, Requests.NOW, Optional.empty(), Optional.empty()));
    assertThat(memory.events())
        .containsExactly(new RoundSettled(round.id(), round.subject(), Verdict.DENIED));
    memory.peopleChanged("olga");
    assertThat(memory.events()).as("a round ends once").hasSize(1);
  }

  @Test
  void twoSeats_andOnePersonLeft_areNotEnough() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of());
    ReviewRound round = open(memory, new Requirement("stewards", 2));
    people.disable("tom");
    memory.peopleChanged("tom");
    assertThat(memory.desk().round(round.id()).orElseThrow().verdict()).contains(Verdict.DENIED);
  }

  @Test
  void whoVotedAlready_isNotMissed() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of());
    ReviewRound round =
        open(memory, new Requirement("stewards", 1), new Requirement("security", 1));
    decide(memory, round, "grace");
    memory.events().clear();
    people.person("grace", "marketing");
    memory.peopleChanged("grace");
    assertThat(memory.events()).isEmpty();
  }

  @Test
  void voteOfSomeoneDisabledSince_doesNotCountAtTheVerdict() {
    assertLapses(() -> people.disable("grace"));
  }

  @Test
  void voteOfSomeoneMovedSince_doesNotCountAtTheVerdict() {
    assertLapses(() -> people.leave("grace", "stewards"));
  }

  @Test
  void voteOfSomeoneWhoBecameAnAuditorSince_doesNotCountAtTheVerdict() {
    assertLapses(() -> people.person("grace", "stewards", "auditors"));
  }

  @Test
  void voterWhoLeftAndCameBack_counts() {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of());
    ReviewRound round =
        open(memory, new Requirement("stewards", 1), new Requirement("security", 1));
    decide(memory, round, "grace");
    people.leave("grace", "stewards");
    people.person("grace", "stewards");
    assertThat(((Accepted) decide(memory, round, "olga")).verdict()).contains(Verdict.APPROVED);
  }

  private void assertLapses(Runnable change) {
    InMemoryDesk memory = new InMemoryDesk(people, Map.of());
    ReviewRound round =
        open(memory, new Requirement("stewards", 1), new Requirement("security", 1));
    decide(memory, round, "grace");
    change.run();
    Accepted last = (Accepted) decide(memory, round, "olga");
    assertThat(last.verdict()).contains(Verdict.DENIED);
    assertThat(memory.desk().round(round.id()).orElseThrow().ending())
        .contains(new Ending(Verdict.DENIED, Requests.NOW, Optional.empty(), Optional.empty()));
    assertThat(memory.desk().refusals(round.id()))
        .singleElement()
        .extracting(Refusal::identity)
        .isEqualTo("directory:grace");
    assertThat(memory.events())
        .contains(new RoundSettled(round.id(), round.subject(), Verdict.DENIED));
  }

  private static ReviewRound open(InMemoryDesk memory, Requirement... requirements) {
    return ((Opened)
            memory
                .desk()
                .open(
                    new Opening(
                        new Subject(Subject.Kind.ACTION, UUID.randomUUID(), DIGEST),
                        Arrays.asList(requirements),
                        Set.of("ada"),
                        Map.of("title", "Export"))))
        .round();
  }

  private static DecisionResult decide(InMemoryDesk memory, ReviewRound round, String who) {
    ReviewDesk desk = memory.desk();
    return desk.decide(
        Decisions.by(round.id(), DIGEST, round.shownDigest(), "directory:" + who).build());
  }
}
