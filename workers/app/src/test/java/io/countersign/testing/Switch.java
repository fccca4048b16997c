package io.countersign.testing;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A lamp in memory: an effect that can be seen, and taken back. */
public final class Switch implements Effect {

  private final Set<UUID> on = ConcurrentHashMap.newKeySet();
  private final AtomicInteger executions = new AtomicInteger();
  private final AtomicInteger reversions = new AtomicInteger();
  private volatile boolean stuck;

  /** Whether this execution's lamp is lit. */
  public int lit() {
    return on.size();
  }

  public int executions() {
    return executions.get();
  }

  public int reversions() {
    return reversions.get();
  }

  /** Lets taking back fail until it is unstuck. */
  public void stick(boolean now) {
    stuck = now;
  }

  @Override
  public String type() {
    return "test.switch";
  }

  @Override
  public EffectSchema schema() {
    return new EffectSchema(
        List.of(Field.required("lamp", "Name the lamp.").matching("[a-z0-9-]+")),
        List.of(
            Field.optional("window", "For how long.").matching("PT[0-9]{1,4}[HMS]"),
            Field.optional("power", "In watts.").matching("[0-9]{1,6}")),
        false);
  }

  @Override
  public List<String> problems(EffectRequest request) {
    return request.target("lamp").equals("broken")
        ? List.of("The lamp 'broken' is broken.")
        : List.of();
  }

  @Override
  public Traits traits(EffectRequest request) {
    return new Traits(
        true,
        Optional.ofNullable(request.parameters().get("window")).map(Duration::parse),
        "internal");
  }

  @Override
  public String describe(EffectRequest request) {
    return "Light the lamp " + request.target("lamp") + ".";
  }

  @Override
  public Preview preview(EffectRequest request) {
    return new Preview(List.of("on"), List.of("off"), Map.of("lamps", "1"), List.of());
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress) {
    executions.incrementAndGet();
    on.add(request.executionId());
    return new EffectReceipt(Map.of("lamp", request.target("lamp")));
  }

  @Override
  public Occurrence verify(EffectRequest request) {
    return on.contains(request.executionId())
        ? new Occurrence.Happened(new EffectReceipt(Map.of("lamp", request.target("lamp"))))
        : new Occurrence.NotHappened();
  }

  @Override
  public EffectReceipt revert(EffectRequest request) throws EffectException {
    if (stuck) {
      throw new EffectException("Stuck", Remedy.RETRY, "The switch is stuck.");
    }
    reversions.incrementAndGet();
    on.remove(request.executionId());
    return new EffectReceipt(Map.of("lamp", request.target("lamp"), "lit", false));
  }

  @Override
  public List<String> widenings(EffectRequest before, EffectRequest after) {
    if (!before.target().equals(after.target())) {
      return List.of("It is another lamp.");
    }
    return watts(after) > watts(before) ? List.of("It takes more power.") : List.of();
  }

  private static int watts(EffectRequest request) {
    return Integer.parseInt(request.parameters().getOrDefault("power", "100"));
  }
}
