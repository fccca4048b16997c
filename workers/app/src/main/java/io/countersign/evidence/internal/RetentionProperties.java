package io.countersign.evidence.internal;

import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For how long what actions say is kept.
 *
 * @param rules what is erased when; none erase nothing
 * @param apply whether the schedule erases; without, it only says what is due
 * @param as directory id of whoever answers for what the schedule erases; has to be in the group
 *     {@code countersign.ledger.erasers}
 */
@ConfigurationProperties("countersign.retention")
record RetentionProperties(
    @DefaultValue List<Rule> rules, @DefaultValue("false") boolean apply, @Nullable String as) {

  /**
   * A rule.
   *
   * @param name a word of a-z, 0-9, dots and hyphens; stands in the ledger with every erasure
   * @param effect the effect whose actions it is about; all without one
   * @param keep for how long after an action has ended, for example {@code 6y}
   * @param parameters names of parameters whose values are erased as well, where an action has them
   */
  record Rule(
      String name, @Nullable String effect, Period keep, @DefaultValue List<String> parameters) {

    Rule {
      if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
        throw new IllegalArgumentException(
            "countersign.retention.rules has a rule '"
                + name
                + "'; name it with a word of a-z, 0-9, dots and hyphens.");
      }
      if (keep.isNegative() || keep.isZero()) {
        throw new IllegalArgumentException(
            "Rule '%s' of countersign.retention keeps for %s; give a time such as 6y or 90d."
                .formatted(name, keep));
      }
    }
  }

  RetentionProperties {
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException(
            "countersign.retention.rules names '" + rule.name() + "' twice.");
      }
    }
    if (apply && as == null) {
      throw new IllegalArgumentException(
          "countersign.retention.apply is on: name in countersign.retention.as who answers for"
              + " it.");
    }
  }
}
