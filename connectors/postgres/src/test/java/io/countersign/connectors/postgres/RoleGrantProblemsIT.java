package io.countersign.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.spi.EffectRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused before anybody is asked to approve it. */
class RoleGrantProblemsIT {

  private final Lab lab = Lab.open();

  @Test
  void problems_unknownConnectionRoleOrMember_areNamed() {
    assertThat(problems(Lab.with(ask(), "connection", "other")))
        .singleElement()
        .asString()
        .contains("'other'", "Known: lab");
    assertThat(problems(Lab.with(ask(), "member", "nobody")))
        .singleElement()
        .asString()
        .contains("no role 'nobody'");
    lab.set("grantable-roles", "ghost");
    assertThat(problems(Lab.with(ask(), "role", "ghost")))
        .singleElement()
        .asString()
        .contains("no role 'ghost'");
  }

  @Test
  void problems_roleThatIsNotListed_isRefused() {
    assertThat(problems(Lab.with(ask(), "role", "pg_read_all_data")))
        .singleElement()
        .asString()
        .contains("not among those");
  }

  @Test
  void problems_windowOutOfBounds_isRefused() {
    for (String window : List.of("PT0S", "PT0.5S", "PT8H1S", "P2D", "PT-5M")) {
      assertThat(problems(lab.ask("window", window)))
          .as(window)
          .singleElement()
          .asString()
          .contains("PT1S", "PT8H");
    }
    assertThat(problems(lab.ask("window", "PTT"))).singleElement().asString().contains("'PTT'");
    assertThat(problems(lab.ask("window", "PT8H"))).isEmpty();
  }

  @Test
  void problems_powerfulRole_isRefusedThoughListed() {
    for (String power : List.of("SUPERUSER", "CREATEROLE", "BYPASSRLS", "REPLICATION")) {
      lab.sql("ALTER ROLE %s %s".formatted(Sql.name(lab.reader), power));
      assertThat(problems(ask())).as(power).anyMatch(p -> p.contains("has " + power));
      lab.sql("ALTER ROLE %s NO%s".formatted(Sql.name(lab.reader), power));
    }
    assertThat(problems(ask())).isEmpty();
  }

  @Test
  void problems_roleThatLeadsToAPowerfulOne_isRefused() {
    String power = "power_" + lab.agent;
    String between = "between_" + lab.agent;
    lab.sql(
        "CREATE ROLE %s CREATEROLE".formatted(power),
        "CREATE ROLE " + between,
        "GRANT %s TO %s WITH INHERIT FALSE".formatted(power, between),
        "GRANT %s TO %s".formatted(between, Sql.name(lab.reader)));
    assertThat(problems(ask())).singleElement().asString().contains(power, "CREATEROLE");
  }

  @Test
  void problems_roleWithPredefinedRights_needsThemListedAsWell() {
    lab.sql("GRANT pg_monitor TO " + Sql.name(lab.reader));
    assertThat(problems(ask())).anyMatch(p -> p.contains("'pg_monitor'"));
    lab.set(
        "grantable-roles",
        lab.reader + ", pg_monitor, pg_read_all_settings,pg_read_all_stats,pg_stat_scan_tables");
    assertThat(problems(ask())).isEmpty();
  }

  @Test
  void problems_roleThatCanPassOnAnother_isRefused() {
    String other = "other_" + lab.agent;
    lab.sql(
        "CREATE ROLE " + other,
        "GRANT %s TO %s WITH ADMIN OPTION".formatted(other, Sql.name(lab.reader)));
    assertThat(problems(ask())).singleElement().asString().contains("can pass on [" + other + "]");
  }

  @Test
  void problems_roleThatCanWriteTheConnectorsRecords_isRefused() throws Exception {
    EffectRequest first = lab.ask("window", "PT1H");
    lab.grants().execute(first, (done, total) -> {});
    lab.grants().revert(first);
    lab.sql("GRANT UPDATE ON countersign_access.role_grant TO " + Sql.name(lab.reader));
    assertThat(problems(ask())).singleElement().asString().contains("own records");
  }

  @Test
  void problems_memberThatCannotBeOne_isRefused() {
    assertThat(problems(Lab.with(ask(), "member", lab.reader)))
        .anyMatch(p -> p.contains("are both"));
    assertThat(problems(Lab.with(ask(), "member", lab.connector)))
        .anyMatch(p -> p.contains("connector's own"));
    assertThat(problems(Lab.with(ask(), "member", "postgres")))
        .anyMatch(p -> p.contains("is a superuser"));
    lab.sql("ALTER ROLE %s NOLOGIN".formatted(lab.agent));
    assertThat(problems(ask())).singleElement().asString().contains("cannot log in");
  }

  @Test
  void problems_memberWithMembers_isRefused() {
    lab.sql("CREATE ROLE more_%1$s LOGIN".formatted(lab.agent));
    lab.sql("GRANT %1$s TO more_%1$s".formatted(lab.agent));
    assertThat(problems(ask())).singleElement().asString().contains("[more_" + lab.agent + "]");
  }

  @Test
  void problems_circle_isRefused() {
    lab.sql("GRANT %s TO %s".formatted(lab.agent, Sql.name(lab.reader)));
    assertThat(problems(ask())).anyMatch(p -> p.contains("is itself a member"));
  }

  @Test
  void problems_sessionsCannotBeEnded_isSaidBeforehand() {
    lab.sql("REVOKE pg_signal_backend FROM " + lab.connector);
    assertThat(problems(ask())).singleElement().asString().contains("pg_signal_backend");
    assertThat(problems(lab.ask("window", "PT1H", "endSessions", "false"))).isEmpty();
  }

  private EffectRequest ask() {
    return lab.ask("window", "PT1H");
  }

  private List<String> problems(EffectRequest request) {
    return lab.grants().problems(request);
  }
}
