package io.countersign.review;

import io.countersign.policy.Ruling.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a round is opened with.
 *
 * @param subject what it is about; one round is open per subject
 * @param requirements who has to sign
 * @param authors directory ids that may not vote: the requester, the agent's owner, the person it
 *     is for, whoever modified it
 * @param shown what reviewers will be shown; sealed here
 * @param expiry from opening to expiry, positive, where it is not the usual one
 */
public record Opening(
    Subject subject,
    List<Requirement> requirements,
    Set<String> authors,
    Map<String, Object> shown,
    Optional<Duration> expiry) {

  public Opening {
    requirements = List.copyOf(requirements);
    authors = Set.copyOf(authors);
    expiry
        .filter(duration -> !duration.isPositive())
        .ifPresent(
            duration -> {
              throw new IllegalArgumentException(
                  "A review cannot expire " + duration + " after it opens.");
            });
  }

  /** An opening that expires as reviews usually do. */
  public Opening(
      Subject subject,
      List<Requirement> requirements,
      Set<String> authors,
      Map<String, Object> shown) {
    this(subject, requirements, authors, shown, Optional.empty());
  }
}
