package io.countersign.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A chat in which the demo's people may have names, as a variable of the environment says. */
enum DemoChat {
  SLACK("\\w+/[\\w-]+/\\w+/\\w+", "APP/ENTERPRISE/TEAM/USER", ", with - for no enterprise"),
  TEAMS("[\\w-]+/[\\w-]+", "TENANT-ID/OBJECT-ID", "");

  private final Pattern subject;
  private final String form;
  private final String hint;

  DemoChat(String subject, String form, String hint) {
    this.subject = Pattern.compile(subject);
    this.form = form;
    this.hint = hint;
  }

  String variable() {
    return "COUNTERSIGN_DEMO_" + name();
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
