package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** All checks of an installation whose settings are in order. */
public final class Examination {

  private Examination() {}

  /** Looks at everything. */
  public static List<Check> of(Environment environment, Clock clock) {
    List<Check> checks = new ArrayList<>();
    new DatabaseChecks(environment, clock, checks).run();
    new EngineChecks(environment, clock, checks).run();
    try {
      new LedgerChecks(environment, clock, checks).run();
      new FileChecks(environment, checks).run();
    } catch (IOException e) {
      checks.add(
          Check.problem(
              "files", "A file cannot be looked at: " + e, "Run this as the application's user."));
    }
    return checks;
  }
}
