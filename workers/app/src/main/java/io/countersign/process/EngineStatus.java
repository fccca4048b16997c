package io.countersign.process;

/** Whether the engine is reachable and our workers are open. */
public interface EngineStatus {

  /** Whether jobs can run. */
  boolean ready();

  /** One sentence for people. */
  String describe();
}
