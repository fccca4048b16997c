package io.countersign.lineage.internal;

import io.countersign.actions.Payloads;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.DataProjection.Prepared;
import io.countersign.support.CanonicalJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One action or release: who asked for what, and what was prepared for it. */
@Component
class ActionProjection {

  private static final String RELEASE =
      """
      select dataset, destination, reason, requested_by, state, process_instance_key, source_sha256,
        plan_digest, masked_sha256, supersedes, modified_by, requested_at, closed_at, fault_code
      from release where id = :id
      """;

  private static final String SEALED =
      """
      select s.digest, s.canonical, s.remaining, s.sealed_at, r.requested_at, r.process_instance_key,
        o.outcome, o.error_code, o.recorded_at
      from sealed_action s left join action_request r on r.action_id = s.id
        left join action_outcome o on o.action_id = s.id
      where s.id = :id
      """;

  private final JdbcClient jdbc;
  private final Actors actors;
  private final DataProjection data;
  private final RulingProjection rulings;
  private final ReviewProjection reviews;
  private final EffectProjection effects;
  private final Payloads payloads;

  ActionProjection(
      JdbcClient jdbc,
      Actors actors,
      DataProjection data,
      RulingProjection rulings,
      ReviewProjection reviews,
      EffectProjection effects,
      Payloads payloads) {
    this.jdbc = jdbc;
    this.actors = actors;
    this.data = data;
    this.rulings = rulings;
    this.reviews = reviews;
    this.effects = effects;
    this.payloads = payloads;
  }

  /** What the graph should hold of an action or release; nothing where there is none. */
  Draft draft(UUID id) {
    Draft draft = new Draft();
    Optional<Fields> release = one(RELEASE, id);
    Optional<Fields> sealed = one(SEALED, id);
    if (release.isEmpty() && sealed.isEmpty()) {
      return draft;
    }
    Map<String, Object> request =
        sealed.map(this::canonical).map(ActionProjection::request).orElseGet(Map::of);
    Prepared prepared = prepared(release, request);
    Map<String, Object> facts = new LinkedHashMap<>();
    release.ifPresent(row -> releaseFacts(facts, row));
    sealed.ifPresent(row -> sealedFacts(facts, row, request));
    rulings.draft(draft, id, facts);
    Instant at = began(release, sealed);
    Times.put(facts, at, ended(release, sealed));
    if (!prepared.dataset().isEmpty()) {
      facts.put("dataset", prepared.dataset());
      data.draft(draft, prepared, Keys.action(id), at);
    }
    String key =
        draft.node(
            Keys.action(id),
            Node.Kind.ACTION,
            String.valueOf(facts.getOrDefault("effect", "action")),
            at,
            facts);
    phases(draft, key, facts);
    authors(draft, key, release, request, at);
    reviews.draft(draft, id, prepared);
    effects.draft(draft, id, prepared, request);
    return draft;
  }

  /** What is asked for; nothing where it cannot be read, which is for others to find. */
  private String canonical(Fields row) {
    try {
      return payloads.show(row.text("canonical"));
    } catch (RuntimeException damaged) {
      return "";
    }
  }

  private static Map<String, Object> request(String canonical) {
    return new Fields(Map.of("canonical", canonical)).json("canonical");
  }

  private static void phases(Draft draft, String key, Map<String, Object> facts) {
    if (facts.containsKey("startedAt")) {
      draft.began(key);
    }
    if (facts.containsKey("endedAt")) {
      draft.ended(key);
    }
  }

  private static Prepared prepared(Optional<Fields> release, Map<String, Object> request) {
    Map<?, ?> input = request.get("input") instanceof Map<?, ?> map ? map : Map.of();
    return new Prepared(
        text(input, "dataset").or(() -> release.flatMap(r -> r.optional("dataset"))).orElse(""),
        text(input, "sourceSha256").or(() -> release.flatMap(r -> r.optional("source_sha256"))),
        text(input, "maskingPlan").or(() -> release.flatMap(r -> r.optional("plan_digest"))),
        text(input, "sha256").or(() -> release.flatMap(r -> r.optional("masked_sha256"))));
  }

  private static Optional<String> text(Map<?, ?> map, String name) {
    return Optional.ofNullable(map.get(name)).map(String::valueOf);
  }

  private static void releaseFacts(Map<String, Object> facts, Fields row) {
    facts.put("effect", "dataset.export");
    facts.put("process", "release-dataset");
    words(facts, row, "reason");
    row.copy(facts, "state", "destination");
    row.optional("fault_code").ifPresent(code -> facts.put("fault", code));
    row.optional("process_instance_key").ifPresent(value -> facts.put("processInstance", value));
  }

  /** The reason goes into the graph as it is stored: sealed, under the key of its action. */
  private static void words(Map<String, Object> facts, Fields row, String column) {
    row.optional(column)
        .filter(text -> Payloads.isSealed(text) || text.equals(Payloads.ERASED))
        .ifPresent(text -> facts.put("reason", text));
  }

  private void sealedFacts(Map<String, Object> facts, Fields row, Map<String, Object> request) {
    facts.putIfAbsent("process", "perform-action");
    facts.put("digest", row.text("digest"));
    String expected = row.optional("remaining").orElse(row.text("digest"));
    facts.put("intact", CanonicalJson.digest(canonical(row)).equals(expected));
    facts.put("erased", row.optional("remaining").isPresent());
    for (String name : List.of("effect", "environment", "breakGlass", "target")) {
      Optional.ofNullable(request.get(name)).ifPresent(value -> facts.put(name, value));
    }
    words(facts, row, "canonical");
    row.optional("process_instance_key").ifPresent(value -> facts.put("processInstance", value));
    row.optional("outcome").ifPresent(value -> facts.put("state", value));
    row.optional("error_code").ifPresent(value -> facts.put("fault", value));
  }

  private static @Nullable Instant began(Optional<Fields> release, Optional<Fields> sealed) {
    if (release.isPresent()) {
      return release.get().time("requested_at");
    }
    Fields row = sealed.orElseThrow();
    Instant requested = row.time("requested_at");
    return requested == null ? row.time("sealed_at") : requested;
  }

  private static @Nullable Instant ended(Optional<Fields> release, Optional<Fields> sealed) {
    return release.isPresent()
        ? release.get().time("closed_at")
        : sealed.orElseThrow().time("recorded_at");
  }

  private void authors(
      Draft draft,
      String action,
      Optional<Fields> release,
      Map<String, Object> request,
      @Nullable Instant at) {
    text(request, "requestedBy")
        .or(() -> release.map(row -> row.text("requested_by")))
        .ifPresent(who -> draft.edge(actors.draft(draft, who), Edge.Kind.ASKED, action, at));
    text(request, "onBehalfOf")
        .ifPresent(who -> draft.edge(action, Edge.Kind.FOR, actors.draft(draft, who), at));
    if (request.get("modifiedBy") instanceof List<?> people) {
      people.forEach(
          who ->
              draft.edge(actors.draft(draft, String.valueOf(who)), Edge.Kind.CHANGED, action, at));
    }
    text(request, "supersedes")
        .flatMap(digest -> one("select id from sealed_action where digest = :id", digest))
        .map(row -> row.text("id"))
        .or(() -> release.flatMap(row -> row.optional("supersedes")))
        .ifPresent(
            before ->
                draft.edge(
                    action,
                    Edge.Kind.REPLACED,
                    draft.mention(Keys.action(before), Node.Kind.ACTION, "action")));
  }

  private Optional<Fields> one(String sql, Object id) {
    return Fields.of(jdbc.sql(sql).params(new HashMap<>(Map.of("id", id))).query().listOfRows())
        .stream()
        .findFirst();
  }
}
