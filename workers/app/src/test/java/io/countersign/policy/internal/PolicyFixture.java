package io.countersign.policy.internal;

import io.countersign.identity.Directory;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Pins;
import io.countersign.policy.Policy;
import io.countersign.policy.Violations;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Stub;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The real policy over rulings in memory, for tests outside this package. */
public final class PolicyFixture {

  private PolicyFixture() {}

  /**
   * Policy that asks these tables.
   *
   * @param violations receives what is recorded, as {@code kind subject key}
   */
  public static Policy asking(
      DecisionTables tables, Directory directory, Clock clock, List<String> violations) {
    RulingRepository rulings =
        Stub.<RulingRepository, RulingEntity>repository(RulingRepository.class, RulingEntity::getId)
            .get();
    return new TablePolicy(
        tables,
        new PolicyInputs(directory, new PolicyProperties(ZoneOffset.UTC), clock),
        Stub.of(Pins.class).on("digestOf", args -> Optional.of("sha256:ab")).get(),
        Stub.of(Violations.class)
            .on("record", args -> violations.add(args[0] + " " + args[1] + " " + args[2]))
            .get(),
        rulings,
        new RulingStore(rulings, event -> {}),
        new ClearPayloads(),
        clock);
  }
}
