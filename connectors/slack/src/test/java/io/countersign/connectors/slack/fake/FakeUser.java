package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;

/**
 * Somebody with an account.
 *
 * @param id {@code U…}
 * @param team the workspace that they belong to
 * @param flag what is special about them, as users.info names it; empty for a full member
 * @param email their confirmed address; empty for none
 */
public record FakeUser(String id, String team, String flag, String email) {

  public static FakeUser member(String id) {
    return new FakeUser(id, FakeSlack.TEAM, "", "");
  }

  JsonObject json() {
    JsonObject profile = new JsonObject();
    profile.addProperty("real_name", "Name of " + id);
    if (!email.isEmpty()) {
      profile.addProperty("email", email);
    }
    JsonObject user = new JsonObject();
    user.addProperty("id", id);
    user.addProperty("team_id", team);
    user.addProperty("name", id.toLowerCase(java.util.Locale.ROOT));
    user.addProperty("is_email_confirmed", !email.isEmpty());
    if (!flag.isEmpty()) {
      user.addProperty(flag, true);
    }
    user.add("profile", profile);
    return user;
  }
}
