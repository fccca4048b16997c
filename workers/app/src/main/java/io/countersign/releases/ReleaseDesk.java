package io.countersign.releases;

import io.countersign.actions.SealedAction;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes releases from request to outcome. Job workers call it step by step. */
public interface ReleaseDesk {

  /** Takes a request, or says everything that is wrong with it. */
  RequestResult request(ReleaseRequest request);

  /** The release of this id. */
  Optional<Release> find(UUID id);

  /** The newest releases, newest first. */
  List<Release> latest(int limit);

  /**
   * Claims the release for one process instance. Only the first instance gets it, so that a start
   * command sent twice releases once.
   *
   * @return whether this instance has it
   */
  boolean accept(UUID id, long processInstanceKey);

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
