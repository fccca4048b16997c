package io.countersign.process;

import java.time.Instant;
import java.util.Optional;

/** What this instance last heard from the engine. */
public interface EngineContact {

  /** Whether the engine answered when it was asked last. */
  boolean answers();

  /** The job that the engine confirmed last; empty before the first. */
  Optional<Confirmed> lastConfirmed();

  /**
   * A job whose completion the engine confirmed, so that history has to show it soon.
   *
   * @param job its key
   * @param processInstance key of its process instance
   * @param at when the confirmation came
   */
  record Confirmed(long job, long processInstance, Instant at) {}
}
