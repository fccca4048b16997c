package io.countersign.connectors.teams.fake;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Somebody in Teams.
 *
 * @param object how their tenant knows them
 * @param role as rosters name it: {@code user}, {@code guest}, {@code bot}; empty for nobody any
 *     more
 */
public record FakePerson(String object, String tenant, String role) {

  public static FakePerson member(String object) {
    return new FakePerson(object, FakeTeams.TENANT, "user");
  }

  /** How conversations know them. */
  public String user() {
    return "29:" + object;
  }

  /** Their conversation with the app. */
  public String conversation() {
    return "a:" + object;
  }

  Map<String, Object> roster() {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("id", user());
    member.put("name", "Name of " + object);
    member.put("aadObjectId", object);
    member.put("tenantId", tenant);
    member.put("userRole", role);
    return member;
  }
}
