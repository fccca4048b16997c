package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.Holding;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Grants on a real server, by a connector that is no superuser. */
class RoleGrantIT {

  private final Lab lab = Lab.open();
  private final RoleGrant grants = lab.grants();

  @Test
  void execute_windowOfAnHour_givesTheRoleAndRemembersIt() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(grants.problems(request)).isEmpty();
    assertThat(grants.verify(request)).isInstanceOf(Occurrence.NotHappened.class);

    EffectReceipt receipt = execute(request);

    assertThat(lab.isMember()).isTrue();
    assertThat(canRead(lab.agent)).isTrue();
    assertThat(receipt.facts())
        .containsEntry("connection", "lab")
        .containsEntry("role", lab.reader)
        .containsEntry("member", lab.agent);
    Instant granted = Instant.parse((String) receipt.facts().get("grantedAt"));
    assertThat(Instant.parse((String) receipt.facts().get("expiresAt")))
        .isEqualTo(granted.plus(Duration.ofHours(1)));
    assertThat(grants.verify(request)).isEqualTo(new Occurrence.Happened(receipt));
    assertThat(
            lab.ask(
                "SELECT admin_option FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
                    + " WHERE m.rolname = '"
                    + lab.agent
                    + "'"))
        .containsExactly("f");
  }

  @Test
  void inventory_holdsWhatWasGrantedHereAndElsewhere_butNotTheConnectorItself() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(places()).doesNotContainAnyElementsOf(grants.places(request));
    execute(request);
    assertThat(places()).containsAll(grants.places(request));
    grants.revert(request);
    assertThat(places()).doesNotContainAnyElementsOf(grants.places(request));
    lab.sql("GRANT " + Sql.name(lab.reader) + " TO " + Sql.name(lab.agent));
    assertThat(places()).containsAll(grants.places(request)).hasSize(1);
  }

  private List<String> places() throws Exception {
    return grants.inventory().stream().map(Holding::place).toList();
  }

  @Test
  void revert_standingGrant_takesTheRoleAndEndsSessionsThatTookItOn() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    try (Connection session = lab.as(lab.agent)) {
      Lab.column(session, "SELECT set_config('role', " + Sql.text(lab.reader) + ", false)");

      EffectReceipt receipt = grants.revert(request);

      assertThat(lab.isMember()).isFalse();
      assertThat(canRead(lab.agent)).isFalse();
      assertThat(receipt.facts())
          .containsEntry("sessionsEnded", 1)
          .containsEntry("revokedBy", "application")
          .containsKeys("grantedAt", "revokedAt");
      assertThatThrownBy(() -> Lab.column(session, "SELECT id FROM crm.customers"))
          .isInstanceOf(SQLException.class);
      assertThat(grants.revert(request)).isEqualTo(receipt);
      assertThat(grants.verify(request)).isEqualTo(new Occurrence.Happened(receipt));
    }
  }

  @Test
  void revert_sessionsKept_leavesTheFactThatSetRoleSurvivesRevoke() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H", "endSessions", "false");
    execute(request);
    try (Connection session = lab.as(lab.agent)) {
      Lab.column(session, "SELECT set_config('role', " + Sql.text(lab.reader) + ", false)");
      grants.revert(request);
      assertThat(lab.isMember()).isFalse();
      assertThat(Lab.column(session, "SELECT count(*) FROM crm.customers")).containsExactly("0");
    }
    assertThat(grants.preview(request).warnings())
        .anySatisfy(warning -> assertThat(warning).contains("SET ROLE keeps the role"));
  }

  @Test
  void revert_neverGranted_succeedsAndTouchesNothing() throws Exception {
    lab.sql("GRANT %s TO %s".formatted(Sql.name(lab.reader), lab.agent));
    assertThat(grants.revert(lab.ask("window", "PT1H")).facts()).containsEntry("granted", false);
    assertThat(lab.isMember()).isTrue();
  }

  @Test
  void execute_twice_givesOnceAndAnswersTheSame() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(execute(request)).isEqualTo(execute(request));
    assertThat(lab.ask("SELECT execution_id FROM countersign_access.role_grant")).hasSize(1);
  }

  @Test
  void execute_afterItEnded_doesNotGiveAgain() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    EffectReceipt ended = grants.revert(request);
    assertThat(execute(request)).isEqualTo(ended);
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void execute_memberThroughSomebodyElse_isRefusedAndNeverTakenBack() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    lab.sql("GRANT %s TO %s".formatted(Sql.name(lab.reader), lab.agent));
    assertThat(grants.problems(request)).singleElement().asString().contains("somebody else");
    refused(request, "AlreadyMember", Remedy.NONE);
    grants.revert(request);
    assertThat(lab.isMember()).isTrue();
    assertThat(grants.verify(request)).isInstanceOf(Occurrence.NotHappened.class);
  }

  @Test
  void execute_overlapping_isRefusedAndNamesTheOther() throws Exception {
    EffectRequest first = lab.ask("window", "PT1H");
    execute(first);
    EffectRequest second = lab.ask("window", "PT2H");
    assertThat(grants.problems(second))
        .singleElement()
        .asString()
        .contains(first.executionId().toString(), "until");
    refused(second, "AlreadyMember", Remedy.NONE);
    grants.revert(second);
    assertThat(lab.isMember()).isTrue();
    grants.revert(first);
    execute(second);
    assertThat(lab.isMember()).isTrue();
  }

  @Test
  void execute_noWindow_lastsAndNobodyWatches() throws Exception {
    EffectRequest request = lab.ask();
    assertThat(grants.traits(request)).isEqualTo(new Traits(true, Optional.empty(), "internal"));
    assertThat(execute(request).facts()).doesNotContainKey("expiresAt");
    assertThat(lab.watchers()).isEmpty();
    assertThat(grants.preview(lab.ask()).warnings()).contains("The grant has no end.");
    grants.revert(request);
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void verify_takenAwayByHand_happenedAndSaysSo() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    lab.sql(
        "REVOKE %s FROM %s GRANTED BY %s"
            .formatted(Sql.name(lab.reader), lab.agent, lab.connector));
    assertThat(grants.verify(request))
        .isInstanceOfSatisfying(
            Occurrence.Happened.class,
            happened ->
                assertThat(happened.receipt().facts())
                    .containsEntry("takenAwayBySomebodyElse", true));
    assertThat(grants.revert(request).facts()).containsEntry("revokedBy", "somebody else");
  }

  @Test
  void revert_givenAgainByHandMeanwhile_leavesWhatIsNotOurs() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    String role = Sql.name(lab.reader);
    lab.sql(
        "REVOKE %s FROM %s GRANTED BY %s".formatted(role, lab.agent, lab.connector),
        "GRANT %s TO %s GRANTED BY %s".formatted(role, lab.agent, lab.connector));
    assertThat(grants.revert(request).facts())
        .containsEntry("revokedBy", "somebody else")
        .containsEntry("memberThroughSomebodyElse", true);
    assertThat(lab.isMember()).isTrue();
  }

  @Test
  void revert_memberRenamed_takesItBackAllTheSame() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    String renamed = lab.agent + " the \"second\"";
    lab.sql("ALTER ROLE %s RENAME TO %s".formatted(lab.agent, Sql.name(renamed)));
    grants.revert(request);
    assertThat(lab.isMember(renamed)).isFalse();
  }

  @Test
  void revert_memberDropped_hasNothingLeftToTake() throws Exception {
    EffectRequest request = lab.ask("window", "PT1H");
    execute(request);
    lab.sql("DROP ROLE " + lab.agent);
    assertThat(grants.revert(request).facts()).containsEntry("revokedBy", "somebody else");
  }

  @Test
  void execute_connectorLostItsRightMeanwhile_isRefusedAndLeavesNothing() {
    lab.sql("REVOKE %s FROM %s".formatted(Sql.name(lab.reader), lab.connector));
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(grants.problems(request)).singleElement().asString().contains("ADMIN OPTION");
    refused(request, "GrantRefused", Remedy.NONE);
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void execute_noSchemaAndNoRightToCreateIt_needsAnOperator() {
    lab.sql("DROP SCHEMA countersign_access");
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(grants.problems(request))
        .singleElement()
        .asString()
        .contains("CREATE SCHEMA countersign_access AUTHORIZATION \"" + lab.connector + "\"");
    refused(request, "AccessSchemaUnusable", Remedy.OPERATOR);
    lab.sql("GRANT CREATE ON DATABASE %s TO %s".formatted(lab.database, lab.connector));
    assertThat(grants.problems(request)).isEmpty();
  }

  @Test
  void execute_schemaOfSomebodyElse_isRefused() {
    lab.sql("ALTER SCHEMA countersign_access OWNER TO " + lab.agent);
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(grants.problems(request)).singleElement().asString().contains("belongs to");
    refused(request, "AccessSchemaUnusable", Remedy.OPERATOR);
  }

  @Test
  void execute_noServerThere_canBeTriedAgain() {
    EffectRequest request = lab.ask("window", "PT1H");
    RoleGrant nowhere = lab.set("url", "jdbc:postgresql://localhost:1/nowhere").grants();
    assertThat(nowhere.problems(request)).singleElement().asString().contains("08001");
    assertThat(refusal(nowhere, request).code()).isEqualTo("DatabaseUnreachable");
    assertThat(refusal(nowhere, request).remedy()).isEqualTo(Remedy.RETRY);
    assertThatThrownBy(() -> nowhere.verify(request)).isInstanceOf(IllegalStateException.class);
    EffectException notReverted =
        catchThrowableOfType(EffectException.class, () -> nowhere.revert(request));
    assertThat(notReverted.remedy()).isEqualTo(Remedy.RETRY);
  }

  @Test
  void execute_connectorIsSuperuser_worksAndThePreviewSaysSo() throws Exception {
    lab.sql("DROP SCHEMA countersign_access");
    RoleGrant byAdmin = lab.set("user", "postgres").grants();
    EffectRequest request = lab.ask("window", "PT1H");
    assertThat(byAdmin.problems(request)).isEmpty();
    assertThat(byAdmin.preview(request).warnings())
        .contains("The connector acts as the superuser 'postgres'.");
    byAdmin.execute(request, (done, total) -> {});
    assertThat(lab.isMember()).isTrue();
    byAdmin.revert(request);
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void execute_secretMissing_needsAnOperator() {
    RoleGrant noSecret = lab.set("password-secret", "other").grants();
    EffectException refusal = refusal(noSecret, lab.ask("window", "PT1H"));
    assertThat(refusal.code()).isEqualTo("AccessDenied");
    assertThat(refusal.remedy()).isEqualTo(Remedy.OPERATOR);
    assertThat(refusal).hasMessageContaining("'other'");
  }

  @Test
  void preview_reader_isComputedFromTheServer() throws Exception {
    Preview preview = grants.preview(lab.ask("window", "PT1H"));
    String role = Sql.name(lab.reader);
    assertThat(preview.exact().getFirst())
        .isEqualTo("GRANT %s TO \"%s\" WITH ADMIN FALSE".formatted(role, lab.agent));
    assertThat(preview.revert())
        .containsExactly(
            "REVOKE %s FROM \"%s\"".formatted(role, lab.agent),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                .formatted(lab.agent));
    assertThat(preview.reach())
        .containsEntry("tables readable", "2")
        .containsEntry("tables that the member cannot read now", "2")
        .containsEntry("tables writable", "0")
        .containsEntry("further roles that it brings", "none")
        .containsEntry("roles of the member now", "none");
    assertThat(preview.warnings()).anyMatch(warning -> warning.contains("every session of"));
    assertThat(lab.isMember()).isFalse();
  }

  @Test
  void preview_roleThatWritesOwnsAndInherits_warnsOfEach() throws Exception {
    String role = Sql.name(lab.reader);
    String other = "other_" + lab.agent;
    lab.sql(
        "CREATE ROLE " + other,
        "GRANT %s TO %s".formatted(other, role),
        "GRANT UPDATE (id) ON crm.orders TO " + other,
        "GRANT CREATE ON SCHEMA crm TO " + role,
        "GRANT SELECT ON crm.customers TO %s WITH GRANT OPTION".formatted(role),
        "GRANT SELECT ON crm.customers TO " + lab.agent,
        "GRANT USAGE ON SCHEMA crm TO " + lab.agent,
        "CREATE TABLE crm.own (id int)",
        "ALTER TABLE crm.own OWNER TO " + role);
    Preview preview = grants.preview(lab.ask());
    assertThat(preview.reach())
        .containsEntry("tables readable", "3")
        .containsEntry("tables that the member cannot read now", "2")
        .containsEntry("tables writable", "2")
        .containsEntry("further roles that it brings", other);
    assertThat(String.join("\n", preview.warnings()))
        .contains(
            "can change 2 tables",
            "brings the rights of " + other,
            "can create objects in 1 schemas",
            "owns 1 objects",
            "may pass on rights on 2 tables",
            "has no end");
  }

  @Test
  void describe_namesTheTargetAndTheWindow() {
    assertThat(grants.describe(lab.ask("window", "PT1H")))
        .contains(lab.agent, lab.reader, "'lab'", "for 1 hour");
    assertThat(grants.describe(lab.ask())).contains("for good");
  }

  @Test
  void widenings_onlyAShorterWindowIsNarrower() {
    EffectRequest hour = lab.ask("window", "PT1H");
    assertThat(grants.widenings(hour, lab.ask("window", "PT60M"))).isEmpty();
    assertThat(grants.widenings(hour, lab.ask("window", "PT5M"))).isEmpty();
    assertThat(grants.widenings(lab.ask(), hour)).isEmpty();
    assertThat(grants.widenings(hour, lab.ask("window", "PT61M"))).hasSize(1);
    assertThat(grants.widenings(hour, lab.ask())).hasSize(1);
    assertThat(grants.widenings(hour, lab.ask("window", "PT5M", "endSessions", "false")))
        .hasSize(1);
    for (String name : List.of("connection", "role", "member")) {
      assertThat(grants.widenings(hour, Lab.with(hour, name, "other"))).hasSize(1);
    }
  }

  private boolean canRead(String role) throws SQLException {
    try (Connection session = lab.as(role)) {
      Lab.column(session, "SELECT id FROM crm.customers");
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("42501");
      return false;
    }
  }

  private EffectReceipt execute(EffectRequest request) throws EffectException {
    return grants.execute(request, (done, total) -> {});
  }

  private void refused(EffectRequest request, String code, Remedy remedy) {
    EffectException refusal = refusal(grants, request);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.remedy()).isEqualTo(remedy);
  }

  private static EffectException refusal(RoleGrant grants, EffectRequest request) {
    EffectException refusal =
        catchThrowableOfType(
            EffectException.class, () -> grants.execute(request, (done, total) -> {}));
    assertThat(refusal).as("it was not refused").isNotNull();
    return refusal;
  }
}
