package io.countersign.connectors.slack;

import java.util.Optional;

/**
 * The one workspace and app that count, as Slack itself names them to our token.
 *
 * @param app the app's id, {@code A…}
 * @param enterprise the organisation's id, {@code E…}, where there is one
 * @param team the workspace's id, {@code T…}
 * @param botUser the app's own user, {@code U…}
 */
record Workspace(String app, Optional<String> enterprise, String team, String botUser) {

  /** A user's name beyond this workspace: {@code app/enterprise/team/user}. */
  String subject(String user) {
    return app + "/" + enterprise.orElse("-") + "/" + team + "/" + user;
  }

  /** The user of such a name, if it is one of this workspace and app. */
  Optional<String> user(String subject) {
    String prefix = subject("");
    return subject.startsWith(prefix) && subject.indexOf('/', prefix.length()) < 0
        ? Optional.of(subject.substring(prefix.length()))
        : Optional.empty();
  }
}
