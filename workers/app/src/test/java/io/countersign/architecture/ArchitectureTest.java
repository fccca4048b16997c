package io.countersign.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.countersign.CountersignApplication;
import io.countersign.agents.PlantedInAgents;
import io.countersign.cli.PlantedInCli;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;

class ArchitectureTest {

  /** Each rule, with a class that breaks it. */
  private static final Map<ArchRule, Class<?>> RULES =
      Map.of(
          Rules.EVERY_ENDPOINT_SAYS_WHO_MAY, Planted.SaysNotWhoMay.class,
          Rules.ONLY_PROCESS_KNOWS_CAMUNDA, Planted.KnowsCamunda.class,
          Rules.ONLY_EXECUTION_EXECUTES_EFFECTS, Planted.ExecutesAnEffect.class,
          Rules.ONLY_EXECUTION_REDEEMS_GRANTS, Planted.RedeemsAGrant.class,
          Rules.NOBODY_NAMES_A_CONNECTOR, Planted.NamesAConnector.class,
          Rules.CLI_TALKS_OVER_HTTP, PlantedInCli.class,
          Rules.AGENTS_DECIDE_AND_RUN_NOTHING, PlantedInAgents.class,
          Rules.TIME_COMES_FROM_THE_CLOCK, Planted.AsksTheSystemForTheTime.class,
          Rules.ONLY_REVIEW_ANNOUNCES_VOTES, Planted.AnnouncesAVote.class,
          Rules.ONLY_REVIEW_SETTLES_ROUNDS, Planted.SettlesARound.class);

  /** Code of this repository that the application uses as libraries; no modules of its own. */
  private static final DescribedPredicate<JavaClass> LIBRARIES =
      resideInAnyPackage(
          "io.countersign.bpmn..",
          "io.countersign.connectors..",
          "io.countersign.ledger..",
          "io.countersign.local..",
          "io.countersign.masking..",
          "io.countersign.spi..");

  private static final JavaClasses PRODUCTION = compiledWith(CountersignApplication.class);
  private static final JavaClasses TESTS = compiledWith(ArchitectureTest.class);

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

  @Test
  void production_isLookedAtAsAWhole() {
    assertThat(PRODUCTION.size()).isGreaterThan(150);
    assertThat(PRODUCTION.contain(CountersignApplication.class)).isTrue();
    assertThat(PRODUCTION.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void rulesThatMatchNothing_fail() {
    assertThat(ArchConfiguration.get().getPropertyOrDefault("archRule.failOnEmptyShould", "true"))
        .isEqualTo("true");
  }

  @Test
  void modules_useOnlyWhatOthersExposeAndFormNoCycle() {
    ApplicationModules modules = ApplicationModules.of(CountersignApplication.class, LIBRARIES);
    modules.verify();
    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .contains(
            "actions",
            "agents",
            "policy",
            "review",
            "grants",
            "execution",
            "datasets",
            "preprocessing",
            "releases",
            "process",
            "history",
            "identity",
            "record",
            "access",
            "evidence",
            "webhooks",
            "channels",
            "operations",
            "sight",
            "console",
            "api",
            "cli");
  }

  /** Spring names a component after its class alone; two of one name keep the start from ending. */
  @Test
  void components_haveNamesOfTheirOwn() {
    Map<String, List<String>> byName =
        PRODUCTION.stream()
            .filter(type -> type.isMetaAnnotatedWith(Component.class) && !type.isAnnotation())
            // It names itself.
            .filter(type -> !type.getName().equals("io.countersign.releases.internal.Amendments"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName).hasSizeGreaterThan(100);
    assertThat(byName.values()).allSatisfy(classes -> assertThat(classes).hasSize(1));
  }

  /** The classes that one compilation wrote beside this one, libraries left out. */
  private static JavaClasses compiledWith(Class<?> type) {
    try {
      Path output = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter().importPath(output);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
