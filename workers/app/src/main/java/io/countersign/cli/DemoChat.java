package io.countersign.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chat in which the demo's people may have names, as a variable of the environment says. */
enum DemoChat {
  SLACK(
      "Slack", "\\w+/[\\w-]+/\\w+/\\w+", "APP/ENTERPRISE/TEAM/USER", ", with - for no enterprise"),
  TEAMS("Teams", "[\\w-]+/[\\w-]+", "TENANT-ID/OBJECT-ID", "");

  private final String title;
  private final Pattern subject;
  private final String form;
  private final String hint;

  DemoChat(String title, String subject, String form, String hint) {
    this.title = title;
    this.subject = Pattern.compile(subject);
    this.form = form;
    this.hint = hint;
  }

  String title() {
    return title;
  }

  String variable() {
    return "COUNTERSIGN_DEMO_" + name();
  }

  /** What the environment says of people's names here, for {@link #linked}; null for nothing. */
  @Nullable String links() {
    return System.getenv(variable());
  }

  boolean isLinked() {
    String links = links();
    return links != null && !links.isBlank();
  }

  /**
   * The directory with people's names in this chat.
   *
   * @param links for example {@code grace=A1/-/T1/U1 tom=A1/-/T1/U2}
   */
  String linked(String directory, @Nullable String links) {
    String linked = directory;
    Set<String> seen = new HashSet<>();
    for (String link :
        links == null || links.isBlank() ? new String[0] : links.strip().split("\\s+")) {
      String[] parts = link.split("=", 2);
      String person = "tasklist: " + parts[0];
      boolean known = linked.contains(person + ",") || linked.contains(person + " ");
      if (parts.length != 2
          || !subject.matcher(parts[1]).matches()
          || !known
          || !seen.add(parts[0])) {
        throw new CommandException(
            ExitCode.WRONG_USE,
            variable()
                + " holds '"
                + link
                + "'. Write PERSON="
                + form
                + ", each person of the demo once"
                + hint
                + ".");
      }
      String both = name().toLowerCase(Locale.ROOT) + ": \"" + parts[1] + "\", " + person;
      linked = linked.replace(person + ",", both + ",").replace(person + " ", both + " ");
    }
    return linked;
  }
}
