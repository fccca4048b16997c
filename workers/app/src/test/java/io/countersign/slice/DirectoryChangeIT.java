package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.identity.ChangeResult.Applied;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A change of the directory in the database reaches the reviews that wait for those people. */
@SpringBootTest(
    classes = DirectoryChangeIT.PeopleAndReviews.class,
    webEnvironment = WebEnvironment.NONE,
    properties = {
      "countersign.directory.kind=database",
      "countersign.review.escalation.stewards=directors"
    })
class DirectoryChangeIT {

  private static final String PEOPLE =
      """
      people:
        ada:   { groups: [directory-admins] }
        grace: { groups: [stewards] }
        olga:  { groups: [security] }
        dora:  { groups: [directors] }
      """;

  @TempDir private static Path folder;

  @Autowired private ReviewDesk desk;
  @Autowired private DirectoryAdministration administration;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path file = Files.writeString(folder.resolve("directory.yaml"), PEOPLE);
    registry.add("countersign.directory.file", file::toString);
  }

  @Test
  void lastCandidateIsDisabled_theReviewEndsDenied() {
    UUID round = open("security").id();
    applied(new DisablePerson("olga"));
    await().untilAsserted(() -> assertThat(now(round).verdict()).contains(Verdict.DENIED));
    assertThat(now(round).ending().flatMap(end -> end.by())).isEqualTo(Optional.empty());
  }

  @Test
  void lastCandidateIsMoved_theNextGroupIsAsked() {
    UUID round = open("stewards").id();
    applied(new PutPerson("grace", "grace", Set.of("marketing"), false));
    await()
        .untilAsserted(
            () ->
                assertThat(now(round).seats().getFirst().candidates())
                    .containsExactly("grace", "dora"));
    assertThat(now(round).verdict()).isEmpty();
  }

  private ReviewRound now(UUID round) {
    return desk.round(round).orElseThrow();
  }

  private void applied(DirectoryChange change) {
    assertThat(administration.apply("ada", change)).isInstanceOf(Applied.class);
  }

  private ReviewRound open(String group) {
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, UUID.randomUUID(), Requests.digest("action")),
            List.of(new Requirement(group, 1)),
            Set.of("ada"),
            Map.of("title", "Export"));
    return ((Opened) desk.open(opening)).round();
  }

  /** Who is who, and reviews, over a real database. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableAsync
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = {"io.countersign.actions", "io.countersign.identity", "io.countersign.review"},
      excludeFilters = @ComponentScan.Filter(SpringBootConfiguration.class))
  @ConfigurationPropertiesScan({"io.countersign.identity", "io.countersign.review"})
  static class PeopleAndReviews {

    @Bean
    Ticking clock() {
      return new Ticking();
    }
  }
}
