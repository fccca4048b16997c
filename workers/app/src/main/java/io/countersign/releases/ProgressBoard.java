package io.countersign.releases;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How far the running step of each release has come on this instance. Kept in memory only: it is
 * for people who watch, and gone with the process.
 */
@Component
public class ProgressBoard {

  private final Map<UUID, Step> steps = new ConcurrentHashMap<>();

  /**
   * A running step.
   *
   * @param name for example {@code masking}
   * @param bytesDone bytes handled so far
   * @param bytesTotal bytes in all, or -1
   * @param rowsDone records handled so far, or -1
   */
  public record Step(String name, long bytesDone, long bytesTotal, long rowsDone) {}

  /** Shows a step's progress. */
  public void show(UUID releaseId, Step step) {
    steps.put(releaseId, step);
  }

  /** Forgets a release's step when it is over. */
  public void clear(UUID releaseId) {
    steps.remove(releaseId);
  }

  /** The running step, if one is running here. */
  public Optional<Step> step(UUID releaseId) {
    return Optional.ofNullable(steps.get(releaseId));
  }
}
