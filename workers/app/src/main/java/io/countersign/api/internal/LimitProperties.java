package io.countersign.api.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a caller may ask of the API.
 *
 * @param largestBody the most bytes of a request's body
 * @param deepest how many objects and arrays of a body may lie in each other
 * @param agents how often one agent may call
 * @param people how often one person may call
 * @param waits how many long polls and event streams one caller may hold open
 * @param idempotency for how long answers are kept under their key
 */
@ConfigurationProperties("countersign.api.limits")
record LimitProperties(
    @DefaultValue("2MB") DataSize largestBody,
    @DefaultValue("32") int deepest,
    @DefaultValue Agents agents,
    @DefaultValue People people,
    @DefaultValue("32") int waits,
    @DefaultValue("24h") Duration idempotency) {

  LimitProperties {
    positive("largest-body", largestBody.toBytes());
    positive("deepest", deepest);
    positive("waits", waits);
    positive("idempotency", idempotency.toSeconds());
  }

  /** A token bucket: so many calls a second on average, so many at once after a pause. */
  interface Rate {
    int perSecond();

    int burst();
  }

  /** Of one agent. */
  record Agents(@DefaultValue("50") int perSecond, @DefaultValue("200") int burst) implements Rate {
    Agents {
      positive("agents.per-second", perSecond);
      positive("agents.burst", burst);
    }
  }

  /** Of one person, who may have several programs running. */
  record People(@DefaultValue("100") int perSecond, @DefaultValue("400") int burst)
      implements Rate {
    People {
      positive("people.per-second", perSecond);
      positive("people.burst", burst);
    }
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "countersign.api.limits." + name + " is " + value + "; give more than 0.");
    }
  }
}
