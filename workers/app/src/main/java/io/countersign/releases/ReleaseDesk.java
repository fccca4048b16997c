package io.countersign.releases;

import io.countersign.actions.SealedAction;
import io.countersign.identity.LinkedIdentity;
import io.countersign.review.Channel;
import io.countersign.support.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes releases from request to outcome. Job workers call it step by step. */
public interface ReleaseDesk {

  /** The effect that a release ends in, as policy and scopes name it. */
  String EFFECT = "dataset.export";

  /** Takes a request, or says everything that is wrong with it. */
  RequestResult request(ReleaseRequest request);

  /**
   * Approves with changes: asks for the same release with stronger masking in the place of the one
   * that is under review, with whoever changed it as a further author. The new one is masked,
   * sealed and signed for itself.
   *
   * @param roundId the review of the export, or of the masking plan
   * @param treatments the stronger treatments, by column
   */
  ReleaseChange change(
      UUID roundId, Map<String, String> treatments, LinkedIdentity who, Channel channel);

  /** The release of this id. */
  Optional<Release> find(UUID id);

  /**
   * Releases, newest first.
   *
   * @param after leaves out everything up to this place; empty for the newest
   */
  List<Release> list(Optional<Position> after, int limit);

  /**
   * Claims the release for one process instance. Only the first instance gets it, so that a start
   * command sent twice releases once.
   *
   * @return whether this instance has it
   */
  boolean accept(UUID id, long processInstanceKey);

  /** The releases that a process instance has claimed and that have not ended, oldest first. */
  List<Release> openOf(long processInstanceKey);

  /** Fingerprints the source. Repeats without effect. */
  Release fingerprint(UUID id) throws ReleaseException;

  /** Proposes the masking plan. Repeats without effect. */
  PlanProposal propose(UUID id) throws ReleaseException;

  /** Masks by the plan. A repetition finds the finished revision and writes nothing. */
  Release mask(UUID id) throws ReleaseException;

  /** Checks the masked revision independently. */
  Release verify(UUID id) throws ReleaseException;

  /** Seals the export of the masked revision, under the release's id. */
  SealedAction seal(UUID id) throws ReleaseException;

  /**
   * Ends the release, once; later calls change nothing. What the process says is checked against
   * what the database knows: a release is released only if its effect happened.
   *
   * @param outcome {@code released}, {@code not-approved} or {@code failed}, as the process says
   * @param errorCode the fault that the process ended in
   */
  void close(UUID id, String outcome, Optional<String> errorCode);
}
