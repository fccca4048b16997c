package io.countersign.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import io.countersign.CountersignApplication;
import io.countersign.access.Allowed;
import io.countersign.access.AllowedToAll;
import io.countersign.execution.EffectRunner;
import io.countersign.grants.GrantDesk;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.review.Decision;
import io.countersign.review.Delegations;
import io.countersign.review.ReviewDesk;
import io.countersign.review.RoundSettled;
import io.countersign.review.VoteCast;
import io.countersign.spi.Effect;
import java.time.Clock;
import org.springframework.web.bind.annotation.RequestMapping;

/** What holds between modules beyond what Spring Modulith checks. */
final class Rules {

  static final ArchRule ONLY_PROCESS_KNOWS_CAMUNDA =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.process..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.camunda..");

  static final ArchRule ONLY_EXECUTION_EXECUTES_EFFECTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.execution..")
          .should()
          .callMethodWhere(calls(Effect.class, "execute").or(calls(Effect.class, "revert")));

  static final ArchRule ONLY_EXECUTION_REDEEMS_GRANTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.execution..")
          .should()
          .callMethodWhere(calls(GrantDesk.class, "redeem"));

  static final ArchRule NOBODY_NAMES_A_CONNECTOR =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.countersign.connectors..");

  static final ArchRule CLI_TALKS_OVER_HTTP =
      noClasses()
          .that()
          .resideInAPackage("io.countersign.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.countersign.access..",
              "io.countersign.actions..",
              "io.countersign.agents..",
              "io.countersign.api..",
              "io.countersign.datasets..",
              "io.countersign.execution..",
              "io.countersign.grants..",
              "io.countersign.history..",
              "io.countersign.identity..",
              "io.countersign.policy..",
              "io.countersign.preprocessing..",
              "io.countersign.process..",
              "io.countersign.record..",
              "io.countersign.releases..",
              "io.countersign.review..");

  static final ArchRule AGENTS_DECIDE_AND_RUN_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.countersign.agents..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              ReviewDesk.class,
              Decision.class,
              Delegations.class,
              GrantDesk.class,
              EffectRunner.class,
              DirectoryAdministration.class);

  static final ArchRule TIME_COMES_FROM_THE_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.countersign.cli..")
          .and()
          .doNotBelongToAnyOf(CountersignApplication.class)
          .should()
          .callMethodWhere(
              describe("the system is asked for the time", Rules::asksTheSystemForTheTime));

  static final ArchRule ONLY_REVIEW_ANNOUNCES_VOTES = onlyReviewMakes(VoteCast.class);
  static final ArchRule ONLY_REVIEW_SETTLES_ROUNDS = onlyReviewMakes(RoundSettled.class);

  static final ArchRule EVERY_ENDPOINT_SAYS_WHO_MAY =
      methods()
          .that(describe("are endpoints", Rules::isEndpoint))
          .should()
          .beAnnotatedWith(Allowed.class)
          .orShould()
          .beAnnotatedWith(AllowedToAll.class);

  private Rules() {}

  private static boolean isEndpoint(JavaMethod method) {
    return method.isAnnotatedWith(RequestMapping.class)
        || method.isMetaAnnotatedWith(RequestMapping.class);
  }

  private static ArchRule onlyReviewMakes(Class<?> event) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.countersign.review..")
        .should()
        .callConstructorWhere(
            describe(
                "it makes a " + event.getSimpleName(),
                call -> call.getTargetOwner().isEquivalentTo(event)));
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String method) {
    return describe(
        "it calls " + owner.getSimpleName() + "." + method,
        call -> call.getName().equals(method) && call.getTargetOwner().isAssignableTo(owner));
  }

  private static boolean asksTheSystemForTheTime(JavaMethodCall call) {
    String owner = call.getTargetOwner().getPackageName();
    boolean now =
        owner.startsWith("java.time")
            && call.getName().equals("now")
            && call.getTarget().getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class));
    boolean systemClock =
        call.getTargetOwner().isEquivalentTo(Clock.class) && call.getName().startsWith("system");
    boolean millis =
        call.getTargetOwner().isEquivalentTo(System.class)
            && call.getName().equals("currentTimeMillis");
    return now || systemClock || millis;
  }
}
