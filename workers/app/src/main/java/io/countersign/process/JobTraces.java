package io.countersign.process;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets a job go on in the trace of the request that it serves. */
@FunctionalInterface
public interface JobTraces {

  /** Keeps no traces. */
  JobTraces NONE = (type, subject, work) -> work.get();

  /**
   * Does a job's work in a span of its own.
   *
   * @param type the job's type, which names the span
   * @param subject the action or release that the job serves, if it names one
   * @param work the work; answers in one word how it ended
   * @return what the work answered
   */
  String within(String type, Optional<UUID> subject, Supplier<String> work);
}
