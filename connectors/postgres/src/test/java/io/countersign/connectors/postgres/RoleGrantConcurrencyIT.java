package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many try at once, one membership is given, and it is known whose it is. */
class RoleGrantConcurrencyIT {

  private final Lab lab = Lab.open();
  private final RoleGrant grants = lab.grants();

  @Test
  void execute_fiftyThreadsOneExecution_giveOnceAndAllAnswerTheSame() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    List<Object> answers = together(IntStream.range(0, 50).mapToObj(i -> request).toList());
    assertThat(answers).hasOnlyElementsOfType(EffectReceipt.class);
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(lab.ask("SELECT 1 FROM countersign_access.role_grant")).hasSize(1);
    assertThat(lab.watchers()).hasSize(1);
  }

  @Test
  void execute_twentyExecutionsForOneMember_oneGivesTheOthersAreRefused() throws Exception {
    List<EffectRequest> requests =
        IntStream.range(0, 20).mapToObj(i -> lab.ask("window", "PT1H")).toList();
    List<Object> answers = together(requests);
    assertThat(answers).filteredOn(EffectReceipt.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(EffectException.class::isInstance)
        .hasSize(19)
        .allSatisfy(e -> assertThat(((EffectException) e).code()).isEqualTo("AlreadyMember"));
    for (EffectRequest request : requests) {
      grants.revert(request);
    }
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void execute_whileSomebodyGrantsByHand_neverClaimsWhatIsNotOurs() throws Exception {
    try (var other = lab.as(lab.connector)) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("GRANT %s TO %s".formatted(Sql.name(lab.reader), lab.agent));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
          Future<Object> answer = executor.submit(() -> attempt(lab.ask("window", "PT1H")));
          org.awaitility.Awaitility.await()
              .until(
                  () ->
                      !lab.ask(
                              "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'GRANT%'"
                                  + " AND wait_event_type = 'Lock' AND datname = current_database()")
                          .isEmpty());
          other.commit();
          assertThat(answer.get())
              .isInstanceOfSatisfying(
                  EffectException.class, e -> assertThat(e.code()).isEqualTo("AlreadyMember"));
        }
      }
    }
    assertThat(lab.isMember()).isTrue();
    assertThat(lab.ask("SELECT 1 FROM countersign_access.role_grant")).isEmpty();
  }

  private List<Object> together(List<EffectRequest> requests) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> attempts = new ArrayList<>();
      requests.forEach(request -> attempts.add(() -> attempt(request)));
      List<Object> answers = new ArrayList<>();
      for (Future<Object> answer : executor.invokeAll(attempts)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private Object attempt(EffectRequest request) {
    try {
      return grants.execute(request, (done, total) -> {});
    } catch (EffectException e) {
      return e;
    }
  }
}
