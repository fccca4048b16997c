package io.countersign.execution.internal;

import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes temporary effects back whose time is over, from the database alone: a timer of the process
 * does the same, but its instance can be cancelled and its engine be away. Begins with the
 * application, so what became overdue while nothing ran is taken back first of all.
 */
@Component
class WindowWatch {

  private static final Logger LOG = LoggerFactory.getLogger(WindowWatch.class);

  private final Executions executions;
  private final EffectRunner effects;
  private final Set<UUID> reported = new HashSet<>();

  WindowWatch(Executions executions, EffectRunner effects) {
    this.executions = executions;
    this.effects = effects;
  }

  @Scheduled(fixedDelayString = "${countersign.execution.watch-every:1s}")
  void look() {
    for (UUID action : executions.overdue()) {
      try {
        report(action, effects.revert(action));
      } catch (RuntimeException e) {
        report(action, new Outcome.Blocked(String.valueOf(e.getMessage()), false));
      }
    }
  }

  private void report(UUID action, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        LOG.info("The time of action {} is over; it is taken back.", action);
        reported.remove(action);
      }
      case Outcome.Blocked blocked -> warnOnce(action, blocked.message());
      case Outcome.Failed failed -> warnOnce(action, failed.message());
      case Outcome.Unknown unknown -> warnOnce(action, unknown.why());
    }
  }

  private void warnOnce(UUID action, String why) {
    if (reported.add(action)) {
      LOG.warn("The time of action {} is over, but it is not taken back yet: {}", action, why);
    }
  }
}
