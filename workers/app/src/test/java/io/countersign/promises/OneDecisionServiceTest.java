package io.countersign.promises;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.countersign.CountersignApplication;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The third promise: every channel ends in {@code ReviewDesk.decide}, and nothing else makes,
 * stores or judges a decision.
 */
class OneDecisionServiceTest {

  private static final Path SOURCES = Path.of("src/main/java/io/countersign");

  /** A statement that changes a table of the review module. */
  private static final Pattern WRITES_REVIEWS =
      Pattern.compile(
          "(insert\\s+into|update|delete\\s+from|truncate|merge\\s+into)\\s+(countersign\\.)?review_",
          Pattern.CASE_INSENSITIVE);

  private static final ArchRule WHOEVER_BUILDS_A_DECISION_TAKES_IT_TO_THE_DESK =
      classes()
          .that()
          .resideOutsideOfPackage("io.countersign.review..")
          .and(describe("build a Decision", OneDecisionServiceTest::buildsADecision))
          .should(callMethodWhere(takesItToTheDesk()));

  private static final ArchRule ONLY_REVIEW_ANSWERS_DECISIONS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.review..")
          .should()
          .callConstructorWhere(
              describe(
                  "it makes a DecisionResult",
                  call -> call.getTargetOwner().isAssignableTo(DecisionResult.class)));

  private static final ArchRule ONLY_REVIEW_IS_A_DESK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.review..")
          .should()
          .beAssignableTo(ReviewDesk.class);

  private static final ArchRule NOBODY_REACHES_INTO_REVIEW =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.review..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.countersign.review.internal..");

  /** Each rule, with a class that breaks it. */
  private static final Map<ArchRule, Class<?>> RULES =
      Map.of(
          WHOEVER_BUILDS_A_DECISION_TAKES_IT_TO_THE_DESK, KeepsADecision.class,
          ONLY_REVIEW_ANSWERS_DECISIONS, AnswersADecision.class,
          ONLY_REVIEW_IS_A_DESK, RubberStamp.class,
          NOBODY_REACHES_INTO_REVIEW, NobodyCountersignsTheirOwnWorkTest.class);

  private static final JavaClasses PRODUCTION = compiledWith(CountersignApplication.class);
  private static final JavaClasses TESTS = compiledWith(OneDecisionServiceTest.class);

  static Stream<ArchRule> rules() {
    return RULES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void production_keepsTheRule(ArchRule rule) {
    rule.check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void plantedViolation_isCaught(ArchRule rule) {
    String planted = RULES.get(rule).getName();
    assertThat(rule.evaluate(TESTS).getFailureReport().getDetails())
        .anyMatch(violation -> violation.contains(planted));
  }

  /** A channel without a class that ends in the desk would decide somewhere else, or nowhere. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MCP")
  void channel_endsInTheDesk(Channel channel) {
    assertThat(ending(channel)).as("classes that decide and name " + channel).isNotEmpty();
  }

  /** Agents withdraw over theirs, and never decide. */
  @Test
  void channelOfAgents_decidesNothing() {
    assertThat(ending(Channel.MCP)).isEmpty();
  }

  private static List<String> ending(Channel channel) {
    return PRODUCTION.stream()
        .filter(OneDecisionServiceTest::takesDecisionsToTheDesk)
        .filter(type -> names(type, channel))
        .map(JavaClass::getName)
        .toList();
  }

  @Test
  void onlyTheReviewModule_writesItsTables() throws IOException {
    assertThat(SOURCES).isDirectory();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.startsWith(SOURCES.resolve("review")))
                  .filter(file -> WRITES_REVIEWS.matcher(read(file)).find())
                  .toList())
          .isEmpty();
    }
  }

  @Test
  void statementThatWritesAReviewTable_isRecognised() {
    assertThat(
            List.of(
                "insert into review_vote values",
                "INSERT INTO\n   countersign.review_round",
                "update review_seat set",
                "delete from review_refusal"))
        .allMatch(sql -> WRITES_REVIEWS.matcher(sql).find());
    assertThat(WRITES_REVIEWS.matcher("select * from review_vote").find()).isFalse();
  }

  private static boolean buildsADecision(JavaClass type) {
    return type.getConstructorCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Decision.class));
  }

  private static boolean takesDecisionsToTheDesk(JavaClass type) {
    return type.getMethodCallsFromSelf().stream().anyMatch(takesItToTheDesk());
  }

  private static DescribedPredicate<JavaCall<?>> takesItToTheDesk() {
    return describe(
        "ReviewDesk.decide",
        call ->
            call.getName().equals("decide")
                && call.getTargetOwner().isEquivalentTo(ReviewDesk.class));
  }

  private static boolean names(JavaClass type, Channel channel) {
    return type.getFieldAccessesFromSelf().stream()
        .map(JavaAccess::getTarget)
        .anyMatch(
            field ->
                field.getOwner().isEquivalentTo(Channel.class)
                    && field.getName().equals(channel.name()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaClasses compiledWith(Class<?> type) {
    try {
      Path output = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter().importPath(output);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Builds a decision and keeps it to itself. Never run. */
  static final class KeepsADecision {
    Decision keep(UUID round) {
      return new Decision(
          round,
          Optional.empty(),
          LinkedIdentity.directory("ada"),
          Optional.of(Choice.APPROVE),
          Optional.empty(),
          "",
          "",
          Channel.API);
    }
  }

  /** Answers decisions by itself. Never run. */
  static final class AnswersADecision {
    DecisionResult answer(UUID seat) {
      return new DecisionResult.Accepted(seat, "ada", Optional.empty());
    }
  }

  /** A second desk. Never run. */
  abstract static class RubberStamp implements ReviewDesk {
    boolean knows(Subject.Kind kind, UUID id) {
      return roundOn(kind, id).isPresent();
    }
  }
}
