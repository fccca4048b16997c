package io.countersign.local;

import java.net.URI;
import java.util.Locale;

/**
 * Puts the demo's people into the user store that Tasklist and Operate 8.6 share: an index of
 * OpenSearch, for which the distribution has no other way in.
 */
final class DemoUsers {
  private static final String INDEX = "operate-user-1.2.0_";

  private final URI search;
  private final URI webApps;

  DemoUsers(URI search, URI webApps) {
    this.search = search;
    this.webApps = webApps;
  }

  /** Tells whether everybody is there and can log in; call again until it is so. */
  boolean ready() {
    return DemoUser.ALL.stream().allMatch(user -> logsIn(user) || (put(user) && logsIn(user)));
  }

  private boolean put(DemoUser user) {
    // Without the index, a write would make one of the wrong shape.
    if (Http.get(search.resolve("/" + INDEX)).status() != 200) {
      return false;
    }
    String document =
        String.format(
            Locale.ROOT,
            """
            {"id": "%1$s", "userId": "%1$s", "displayName": "%2$s", "password": "{noop}%3$s",
             "roles": ["OWNER"]}""",
            user.name(),
            user.displayName(),
            user.password());
    URI where = search.resolve("/" + INDEX + "/_doc/" + user.name() + "?refresh=true");
    return Http.put(where, "application/json", document).status() / 100 == 2;
  }

  private boolean logsIn(DemoUser user) {
    String form = "username=" + user.name() + "&password=" + user.password();
    return Http.post(webApps.resolve("/api/login"), "application/x-www-form-urlencoded", form)
            .status()
        == 204;
  }
}
