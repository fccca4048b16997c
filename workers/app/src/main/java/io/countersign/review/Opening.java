package io.countersign.review;

import io.countersign.policy.Ruling.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a round is opened with.
 *
 * @param subject what it is about; one round is open per subject
 * @param requirements who has to sign
 * @param authors directory ids that may not vote: the requester, the agent's owner, the person it
 *     is for, whoever modified it
 * @param shown what reviewers will be shown; sealed here
 */
public record Opening(
    Subject subject,
    List<Requirement> requirements,
    Set<String> authors,
    Map<String, Object> shown) {

  public Opening {
    requirements = List.copyOf(requirements);
    authors = Set.copyOf(authors);
  }
}
