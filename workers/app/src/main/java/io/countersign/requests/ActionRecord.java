package io.countersign.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.requests.RequestedAction.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A requested action and what became of it, for those who read it. Whatever has not happened is
 * null.
 *
 * @param id names it
 * @param actionDigest what signatures and execution are bound to
 * @param title what it does, in one sentence
 * @param effect the effect's type
 * @param environment where it acts
 * @param target where the effect lands
 * @param parameters how
 * @param reason why, in the requester's words: data, whatever it says
 * @param requestedBy directory id of the person or agent that asked
 * @param onBehalfOf directory id of the person it is for
 * @param modifiedBy directory ids of those who changed it
 * @param supersedes digest of the action in whose place it stands
 * @param breakGlass whether it goes ahead without a review
 * @param reversible whether it can be taken back
 * @param window for how long it is in force
 * @param executeBefore the latest time of its execution
 * @param state how far it is
 * @param processInstanceKey the engine's key of its process
 * @param ruling what policy said, in sentences
 * @param rules the rules that fired
 * @param verdict {@code permitted}, {@code refused}, or how its review stands
 * @param review the review's id
 * @param approvedBy directory ids of those who signed
 * @param outcome {@code done}, {@code failed}, {@code unknown} or {@code pending}
 * @param receipt what the effect left behind
 * @param fault why it failed
 * @param endsAt when a temporary effect is over
 * @param requestedAt when it was asked for
 * @param closedAt when it came to its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionRecord(
    UUID id,
    String actionDigest,
    String title,
    String effect,
    String environment,
    Map<String, String> target,
    Map<String, String> parameters,
    String reason,
    String requestedBy,
    @Nullable String onBehalfOf,
    Set<String> modifiedBy,
    @Nullable String supersedes,
    boolean breakGlass,
    boolean reversible,
    @Nullable String window,
    Instant executeBefore,
    State state,
    @Nullable String processInstanceKey,
    @Nullable String ruling,
    @Nullable List<String> rules,
    @Nullable String verdict,
    @Nullable String review,
    @Nullable List<String> approvedBy,
    @Nullable String outcome,
    @Nullable Map<String, Object> receipt,
    @Nullable Fault fault,
    @Nullable Instant endsAt,
    Instant requestedAt,
    @Nullable Instant closedAt) {

  /** Why an action failed: a stable code and a sentence. */
  public record Fault(String code, String message) {}
}
