package io.countersign.testing;

import io.countersign.actions.ActionReader;
import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.Column;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.actions.SealedAction;
import io.countersign.spi.Traits;
import io.countersign.support.CanonicalJson;
import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Builds action requests that are complete, so that a test says only what it is about. */
public final class Requests {

  /** The moment at which tests happen. */
  public static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");

  private String effect = "dataset.export";
  private String path = "/srv/exports/customers.csv";
  private String requestedBy = "ada";
  private Optional<String> onBehalfOf = Optional.empty();
  private final Set<String> modifiedBy = new TreeSet<>();
  private final Map<String, String> parameters = new TreeMap<>(Map.of("format", "csv"));
  private Optional<String> supersedes = Optional.empty();
  private Traits traits = Traits.irreversible("internal");
  private boolean breakGlass;
  private String reason = "Quarterly churn report";
  private Instant executeBefore = NOW.plusSeconds(3_600);
  private Optional<InputDataset> input =
      Optional.of(
          new InputDataset(
              "customers", digest("masked"), 1_234, 100, digest("source"), digest("plan")));

  private Requests() {}

  /** An export of 100 masked customers, asked for by ada. */
  public static Requests anExport() {
    return new Requests();
  }

  /** A digest of some text, to stand where a digest has to. */
  public static String digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  public Requests of(String type) {
    effect = type;
    return this;
  }

  public Requests by(String id) {
    requestedBy = id;
    return this;
  }

  public Requests onBehalfOf(String id) {
    onBehalfOf = Optional.of(id);
    return this;
  }

  public Requests modifiedBy(String id) {
    modifiedBy.add(id);
    return this;
  }

  public Requests saying(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  public Requests inPlaceOf(String digest) {
    supersedes = Optional.of(digest);
    return this;
  }

  /** Reversible, and over after this time. */
  public Requests lasting(Duration window) {
    traits = new Traits(true, Optional.of(window), traits.trust());
    return this;
  }

  public Requests trusted(String trust) {
    traits = new Traits(traits.reversible(), traits.window(), trust);
    return this;
  }

  public Requests breakingGlass() {
    breakGlass = true;
    return this;
  }

  public Requests because(String words) {
    reason = words;
    return this;
  }

  public Requests to(String file) {
    path = file;
    return this;
  }

  public Requests before(Instant latest) {
    executeBefore = latest;
    return this;
  }

  public Requests madeFrom(String sourceSha256) {
    input =
        Optional.of(
            new InputDataset(
                "customers", digest("masked"), 1_234, 100, sourceSha256, digest("plan")));
    return this;
  }

  public Requests withoutInput() {
    input = Optional.empty();
    return this;
  }

  /** The request. */
  public ActionRequest build() {
    return new ActionRequest(
        effect,
        "production",
        Map.of("store", "files", "path", path),
        parameters,
        input,
        new DataFacts(
            Set.of("EMAIL", "NAME"),
            true,
            0,
            100,
            "none",
            List.of(new Column("email", "EMAIL", "pseudonym"))),
        traits,
        new Authors(requestedBy, onBehalfOf, modifiedBy),
        reason,
        breakGlass,
        supersedes,
        executeBefore);
  }

  /** The request, sealed under a new id. */
  public SealedAction sealed() {
    String canonical = ActionReader.canonical(build());
    return new SealedAction(
        UUID.randomUUID(),
        CanonicalJson.digest(canonical),
        canonical,
        ActionReader.read(canonical));
  }
}
