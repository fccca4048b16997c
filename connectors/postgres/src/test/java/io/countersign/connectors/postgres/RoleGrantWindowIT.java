package io.countersign.connectors.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.Occurrence;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A grant ends with its window, whoever is alive then. */
class RoleGrantWindowIT {

  private final Lab lab = Lab.open();
  private final RoleGrant grants = lab.grants();

  @Test
  void window_nobodyCallsAgain_endsByItselfWithItsSessions() throws Exception {
    EffectRequest request = lab.ask("window", "PT2S");
    grants.execute(request, (done, total) -> {});
    assertThat(lab.isMember()).isTrue();
    assertThat(lab.watchers()).hasSize(1);
    try (Connection session = lab.as(lab.agent)) {
      Lab.column(session, "SELECT set_config('role', " + Sql.text(lab.reader) + ", false)");
      await().atMost(30, SECONDS).until(() -> !lab.isMember());
      await().atMost(30, SECONDS).until(() -> lab.watchers().isEmpty());
      assertThatThrownBy(() -> Lab.column(session, "SELECT id FROM crm.customers"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(overrun(request)).isLessThan(5.0);
    assertThat(grants.verify(request))
        .isInstanceOfSatisfying(
            Occurrence.Happened.class,
            happened ->
                assertThat(happened.receipt().facts())
                    .containsEntry("revokedBy", "window")
                    .containsEntry("sessionsEnded", 1));
  }

  @Test
  void window_applicationKilledAfterGranting_endsAllTheSame() throws Exception {
    List<String> setting =
        lab.settings().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    Process application = start(setting);
    try (BufferedReader out = application.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("granted");
      assertThat(lab.isMember()).isTrue();
    } finally {
      application.destroyForcibly().waitFor();
    }
    assertThat(application.exitValue()).isEqualTo(137);
    assertThat(lab.isMember()).isTrue();

    await().atMost(60, SECONDS).until(() -> !lab.isMember());
    assertThat(
            lab.ask(
                "SELECT extract(epoch FROM revoked_at - expires_at) < 5"
                    + " FROM countersign_access.role_grant"))
        .containsExactly("t");
  }

  @Test
  void window_watcherKilled_isWatchedAgainOnTheNextUse() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    grants.execute(request, (done, total) -> {});
    killWatchers();
    grants.verify(request);
    assertThat(lab.watchers()).hasSize(1);

    killWatchers();
    grants.problems(lab.ask("window", "PT1H"));
    assertThat(lab.watchers()).hasSize(1);
    grants.revert(request);
    await().atMost(30, SECONDS).until(() -> lab.watchers().isEmpty());
  }

  @Test
  void window_overdueWithoutAWatcher_isTakenBackByTheNextUse() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    grants.execute(request, (done, total) -> {});
    killWatchers();
    lab.sql("UPDATE countersign_access.role_grant SET expires_at = now() - interval '1 second'");
    grants.problems(lab.ask("window", "PT1H"));
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void window_twoGrantsInOneDatabase_shareAWatcherAndEachEndsOnTime() throws Exception {
    String other = "other_" + lab.agent;
    lab.sql("CREATE ROLE %s LOGIN".formatted(other));
    grants.execute(lab.ask("window", "PT1H"), (done, total) -> {});
    EffectRequest brief = Lab.with(lab.ask("window", "PT1S"), "member", other);
    grants.execute(brief, (done, total) -> {});
    assertThat(lab.watchers()).hasSize(1);
    await().atMost(30, SECONDS).until(() -> !lab.isMember(other));
    assertThat(lab.isMember()).isTrue();
    assertThat(lab.watchers()).hasSize(1);
  }

  @Test
  void execute_somebodyHoldsTheWatchersLock_isNotTakenForAWatcher() throws Exception {
    EffectRequest first = lab.ask("window", "PT1H");
    grants.execute(first, (done, total) -> {});
    grants.revert(first);
    await().atMost(30, SECONDS).until(() -> lab.watchers().isEmpty());
    try (Connection session = lab.as("postgres")) {
      Lab.column(session, "SELECT pg_advisory_lock(1134251364, 1)");
      EffectException refusal =
          catchThrowableOfType(
              EffectException.class,
              () -> grants.execute(lab.ask("window", "PT1H"), (done, total) -> {}));
      assertThat(refusal.code()).isEqualTo("DatabaseBusy");
      assertThat(lab.isMember()).isFalse();
    }
  }

  @Test
  void window_cannotBeTakenBackNow_isTriedUntilItCan() throws Exception {
    grants.execute(lab.ask("window", "PT2S"), (done, total) -> {});
    lab.sql(
        "ALTER TABLE countersign_access.role_grant ADD CONSTRAINT wait CHECK (revoked_at IS NULL)");
    await()
        .atMost(30, SECONDS)
        .until(
            () ->
                !lab.ask(
                        "SELECT fault FROM countersign_access.role_grant WHERE fault LIKE '23514%'")
                    .isEmpty());
    lab.sql("ALTER TABLE countersign_access.role_grant DROP CONSTRAINT wait");
    await().atMost(30, SECONDS).until(() -> lab.watchers().isEmpty());
    assertThat(lab.ask("SELECT fault FROM countersign_access.role_grant WHERE fault IS NOT NULL"))
        .isEmpty();
  }

  @Test
  void revert_mayNotEndSessions_needsAnOperatorButTheRoleIsGone() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    grants.execute(request, (done, total) -> {});
    lab.sql("REVOKE pg_signal_backend FROM " + lab.connector);
    try (Connection session = lab.as(lab.agent)) {
      assertThat(session.isValid(1)).isTrue();
      EffectException refusal =
          catchThrowableOfType(EffectException.class, () -> grants.revert(request));
      assertThat(refusal.code()).isEqualTo("CannotEndSessions");
      assertThat(refusal.remedy()).isEqualTo(EffectException.Remedy.OPERATOR);
      assertThat(lab.isMember()).isFalse();
    }
    lab.sql("GRANT pg_signal_backend TO " + lab.connector);
    assertThat(grants.revert(request).facts()).containsKey("revokedAt");
  }

  @Test
  void window_serverRestarted_endsAtTheNextUseAtTheLatest() throws Exception {
    try (var server = Lab.start()) {
      Lab own = Lab.on(server);
      own.grants().execute(own.ask("window", "PT1H"), (done, total) -> {});
      crash(own);
      await().atMost(60, SECONDS).ignoreExceptions().until(own::isMember);
      assertThat(own.watchers()).isEmpty();

      own.grants().problems(own.ask("window", "PT1H"));
      assertThat(own.watchers()).hasSize(1);
      own.sql("UPDATE countersign_access.role_grant SET expires_at = now()");
      await().atMost(30, SECONDS).until(() -> !own.isMember());
    }
  }

  @Test
  void window_serverRestartedWithTheLoginTrigger_endsAtTheNextLogin() throws Exception {
    try (var server = Lab.start()) {
      Lab own = Lab.on(server);
      own.grants().execute(own.ask("window", "PT1H"), (done, total) -> {});
      own.sql(
          "CREATE EVENT TRIGGER countersign_access_login ON login"
              + " EXECUTE FUNCTION countersign_access.at_login()");
      own.sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CALL%'",
          "UPDATE countersign_access.role_grant SET expires_at = now()");
      try (Connection session = own.as(own.agent)) {
        assertThatThrownBy(() -> Lab.column(session, "SELECT id FROM crm.customers"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
      assertThat(own.isMember()).isFalse();
    }
  }

  /** Kills a session's process: the server ends all others and starts anew. */
  private static void crash(Lab lab) throws SQLException {
    try (Connection session = lab.as("postgres")) {
      long process = Long.parseLong(Lab.column(session, "SELECT pg_backend_pid()").getFirst());
      assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
      await()
          .atMost(30, SECONDS)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> Lab.column(session, "SELECT 1"))
                      .isInstanceOf(SQLException.class));
    }
  }

  private double overrun(EffectRequest request) {
    return Double.parseDouble(
        lab.ask(
                "SELECT extract(epoch FROM revoked_at - expires_at)"
                    + " FROM countersign_access.role_grant WHERE execution_id = '"
                    + request.executionId()
                    + "'")
            .getFirst());
  }

  private void killWatchers() {
    lab.sql(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND query LIKE 'CALL countersign_access%'");
    assertThat(lab.watchers()).isEmpty();
  }

  private Process start(List<String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Granting.class.getName(),
                lab.reader,
                lab.agent));
    command.addAll(settings);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** An application that grants a role for five seconds, says so, and waits to be killed. */
  static final class Granting {
    private Granting() {}

    public static void main(String[] args) throws Exception {
      Map<String, String> settings = new HashMap<>();
      for (String setting : List.of(args).subList(2, args.length)) {
        settings.put(
            setting.substring(0, setting.indexOf('=')),
            setting.substring(setting.indexOf('=') + 1));
      }
      EffectRequest request =
          new EffectRequest(
              UUID.randomUUID(),
              "sha256:0",
              Map.of("connection", "lab", "role", args[0], "member", args[1]),
              Map.of("window", Duration.ofSeconds(5).toString()),
              Optional.empty(),
              Map.of());
      new RoleGrant(Databases.read(Lab.context(settings))).execute(request, (done, total) -> {});
      System.out.println("granted");
      new CountDownLatch(1).await();
    }
  }
}
