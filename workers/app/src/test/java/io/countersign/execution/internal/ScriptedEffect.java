package io.countersign.execution.internal;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An effect that does what a test wrote down, in that order, and remembers what it was asked. */
final class ScriptedEffect implements Effect {

  /** One attempt: answers, fails or dies. */
  private interface Attempt {
    EffectReceipt execute() throws EffectException;
  }

  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private final Deque<Occurrence> occurrences = new ArrayDeque<>();
  private boolean observable = true;
  private final List<EffectRequest> executed = new ArrayList<>();

  ScriptedEffect succeeds(EffectReceipt receipt) {
    attempts.add(() -> receipt);
    return this;
  }

  ScriptedEffect fails(String code, Remedy remedy) {
    attempts.add(
        () -> {
          throw new EffectException(code, remedy, "scripted");
        });
    return this;
  }

  ScriptedEffect crashes() {
    attempts.add(
        () -> {
          throw new IllegalStateException("the machine died");
        });
    return this;
  }

  ScriptedEffect unobservable() {
    observable = false;
    return this;
  }

  ScriptedEffect answers(Occurrence occurrence) {
    occurrences.add(occurrence);
    return this;
  }

  List<EffectRequest> executed() {
    return executed;
  }

  Set<UUID> executionIds() {
    return executed.stream().map(EffectRequest::executionId).collect(Collectors.toSet());
  }

  @Override
  public String type() {
    return "test.scripted";
  }

  @Override
  public EffectSchema schema() {
    return new EffectSchema(
        List.of(Field.required("store", "files"), Field.required("path", "A file.")),
        List.of(Field.optional("format", "csv")),
        true);
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible("internal");
  }

  @Override
  public Preview preview(EffectRequest request) {
    return new Preview(List.of("Do it."), List.of(), Map.of(), List.of());
  }

  @Override
  public List<String> problems(EffectRequest request) {
    return List.of();
  }

  @Override
  public String describe(EffectRequest request) {
    return "Do what the test says.";
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    executed.add(request);
    if (attempts.isEmpty()) {
      throw new AssertionError("The effect was executed once too often.");
    }
    return attempts.remove().execute();
  }

  @Override
  public boolean observable(EffectRequest request) {
    return observable;
  }

  @Override
  public Occurrence verify(EffectRequest request) {
    if (occurrences.isEmpty()) {
      throw new IllegalStateException("the world does not answer");
    }
    return occurrences.remove();
  }
}
