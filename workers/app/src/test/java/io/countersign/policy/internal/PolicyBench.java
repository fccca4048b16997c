package io.countersign.policy.internal;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.PolicyDesk.Changed;
import io.countersign.policy.PolicyDesk.Said;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.policy.PolicyResource;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Requests;
import io.countersign.testing.Shelf;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Policy changes without a database: what ships is in force, as version 1. */
final class PolicyBench {

  static final String FILE = "action-policy.dmn";
  static final String MANY_ROWS = "? = null or ? &gt; 1000000";

  final InMemoryPins pins = new InMemoryPins();
  final Shelf engine = new Shelf();
  final Map<String, String> proposers = new HashMap<>();
  final List<DecisionTable> replayed = new ArrayList<>();
  final List<String> turned = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final Candidates candidates = new Candidates(pins, files());
  final StoredPolicyDesk desk = new StoredPolicyDesk(pins, files(), candidates, replay());
  final PolicyDeploy deploy = new PolicyDeploy(pins, candidates, desk, provider());
  Optional<RuntimeException> refusal = Optional.empty();

  private final Map<String, PolicyResource> kept = new HashMap<>();

  PolicyBench() {
    List<PolicyResource> shipped = Models.all().stream().map(PolicyResource::of).toList();
    pins.install(shipped, engine);
  }

  static String shipped(String file) {
    return Models.all().stream()
        .filter(model -> model.fileName().equals(file))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /** The table with another limit for bulk. */
  static String limit(String rows) {
    return shipped(FILE).replace(MANY_ROWS, MANY_ROWS.replace("1000000", rows));
  }

  static PolicyResource resource(Model.Kind kind, String file, String text) {
    return PolicyResource.of(new Model(kind, file, text));
  }

  /** Stores a file as if somebody had proposed it. */
  PolicyResource keep(Model.Kind kind, String file, String text) {
    PolicyResource resource = resource(kind, file, text);
    kept.put(resource.digest(), resource);
    return resource;
  }

  /** The same files over other pins. */
  Candidates over(InMemoryPins other) {
    return new Candidates(other, files());
  }

  private PolicyFiles files() {
    return new PolicyFiles(Stub.of(JdbcClient.class).get(), new Ticking()) {
      @Override
      void keep(PolicyResource resource, String proposedBy) {
        kept.put(resource.digest(), resource);
        proposers.put(resource.name(), proposedBy);
      }

      @Override
      Optional<PolicyResource> candidate(Model.Kind kind, String name, String digest) {
        return Optional.ofNullable(kept.get(digest))
            .filter(one -> one.name().equals(name) && one.model().kind() == kind);
      }
    };
  }

  /** Answers with one past action for each ruling that a test lets turn. */
  private Replay replay() {
    return new Replay(Stub.of(JdbcClient.class).get(), new ClearPayloads(), new Ticking()) {
      @Override
      Simulation of(DecisionTable table, Optional<Instant> since) {
        replayed.add(table);
        return new Simulation(7, 0, turned.stream().map(PolicyBench::turnedTo).toList(), notes);
      }
    };
  }

  private static Changed turnedTo(String ruling) {
    return new Changed(
        UUID.randomUUID(),
        "dataset.export",
        "ada",
        Requests.NOW,
        new Said("review", Map.of("data-stewards", 1), List.of(), List.of()),
        new Said(ruling, Map.of(), List.of(), List.of()));
  }

  @SuppressWarnings("unchecked")
  private ObjectProvider<ModelEngine> provider() {
    ModelEngine strict =
        set -> {
          if (refusal.isPresent()) {
            throw refusal.get();
          }
          return engine.deploy(set);
        };
    return Stub.of(ObjectProvider.class).on("getObject", args -> strict).get();
  }
}
