package io.countersign.execution.internal;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.grants.GrantDesk;
import io.countersign.policy.Policy;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Basis;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.ReviewDesk;
import io.countersign.spi.Preview;
import io.countersign.testing.People;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.util.List;
import java.util.Map;

/** Opens reviews of actions as the application does, on a desk of the test's. */
public final class ReviewsOnDesk {

  private ReviewsOnDesk() {}

  /** Reviews of one action, on which policy wants these signatures. */
  public static ActionReviews of(
      ReviewDesk desk, People people, SealedAction action, List<Requirement> requirements) {
    Basis basis =
        new Basis("action-policy", 1, 7, List.of("r1"), List.of("AC-5"), List.of("Because."));
    return new PolicyDrivenReviews(
        Stub.of(Actions.class).on("get", args -> action).get(),
        Stub.of(Policy.class)
            .on("ruleOn", args -> new Ruling.NeedsReview(requirements, basis))
            .get(),
        Stub.of(GrantDesk.class).get(),
        desk,
        Stub.of(EffectRunner.class)
            .on("describe", args -> "Export it.")
            .on("preview", args -> new Preview(List.of("Write it"), List.of(), Map.of(), List.of()))
            .get(),
        people,
        new MaskedSample(Stub.of(Datasets.class).get()),
        new ExecutionProperties(Map.of()),
        new Ticking());
  }
}
