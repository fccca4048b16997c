package io.countersign.operations;

import io.countersign.operations.internal.Examination;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** Looks at an installation from where the application runs, whether or not it runs now. */
public final class Doctor {

  private Doctor() {}

  /** Everything that was looked at. Where settings are wrong, nothing else is asked. */
  public static List<Check> examine(ConfigurableEnvironment environment, Clock clock) {
    List<Check> checks = new ArrayList<>(Settings.problems(environment));
    if (!checks.isEmpty()) {
      return checks;
    }
    checks.add(Check.ok("settings", "They are complete and go together."));
    checks.addAll(Examination.of(environment, clock));
    return checks;
  }
}
