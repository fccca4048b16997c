package io.countersign.identity;

/** Who an identity belongs to. Only {@link Known} may go on; everything else is refused. */
public sealed interface Resolution {

  /** Exactly one active person. */
  record Known(Person person) implements Resolution {}

  /** It belongs to an agent. */
  record IsAgent(Agent agent) implements Resolution {}

  /** Nobody has it. */
  record Unknown(String identity) implements Resolution {}

  /** The person may no longer act. */
  record Disabled(String identity) implements Resolution {}
}
