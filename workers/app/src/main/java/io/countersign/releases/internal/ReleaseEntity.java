package io.countersign.releases.internal;

import io.countersign.actions.Payloads;
import io.countersign.releases.Destination;
import io.countersign.releases.Release;
import io.countersign.releases.Release.Amendment;
import io.countersign.releases.Release.Fault;
import io.countersign.releases.Release.Preparation;
import io.countersign.releases.Release.State;
import io.countersign.releases.ReleaseRequest;
import io.countersign.support.CanonicalJson;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A release as stored. */
@Entity
@Table(name = "release")
class ReleaseEntity {

  @Id private UUID id;
  @Version private int version;
  private String dataset;
  private String source;
  private String destination;
  private String reason;
  private String requestedBy;

  @Enumerated(EnumType.STRING)
  private State state;

  private @Nullable Long processInstanceKey;
  private @Nullable UUID supersedes;
  private @Nullable UUID supersededBy;
  private String treatments = "{}";

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> modifiedBy = new ArrayList<>();

  private @Nullable String sourceSha256;
  private @Nullable String planDigest;
  private @Nullable String maskedSha256;
  private @Nullable Long rowsIn;
  private @Nullable Long rowsOut;
  private @Nullable Long cellsMasked;
  private @Nullable Long survivors;
  private @Nullable String faultCode;
  private @Nullable String faultMessage;
  private Instant requestedAt;
  private @Nullable Instant closedAt;

  protected ReleaseEntity() {}

  ReleaseEntity(
      UUID id, String dataset, ReleaseRequest request, String sealedReason, Instant requestedAt) {
    this.id = id;
    this.dataset = dataset;
    this.source = request.source().toString();
    this.destination = request.destination().toString();
    this.reason = sealedReason;
    this.requestedBy = request.requestedBy();
    this.state = State.REQUESTED;
    this.requestedAt = requestedAt;
  }

  /** The same release as another, as reviewers want it. */
  ReleaseEntity(
      UUID id,
      ReleaseEntity before,
      Amendment amendment,
      String sealedReason,
      Instant requestedAt) {
    this(
        id,
        before.dataset,
        new ReleaseRequest(
            Path.of(before.source),
            Destination.parse(before.destination),
            before.reason,
            before.requestedBy),
        sealedReason,
        requestedAt);
    this.supersedes = before.id;
    this.treatments = CanonicalJson.of(amendment.treatments());
    this.modifiedBy = new ArrayList<>(new TreeSet<>(amendment.modifiedBy()));
  }

  void giveWay(UUID successor) {
    supersededBy = successor;
    note(
        new Fault(
            "Superseded",
            "A reviewer approved it with changes: release " + successor + " takes its place."));
  }

  boolean accept(long key) {
    if (processInstanceKey == null) {
      processInstanceKey = key;
      state = State.PREPARING;
    }
    return processInstanceKey == key;
  }

  void fingerprinted(String sha256, long rows) {
    sourceSha256 = sha256;
    rowsIn = rows;
  }

  void planned(String digest) {
    planDigest = digest;
  }

  void masked(String sha256, long rows, long cells) {
    maskedSha256 = sha256;
    rowsOut = rows;
    cellsMasked = cells;
  }

  void verified(long found) {
    survivors = found;
  }

  void inReview() {
    if (!state.isEnd()) {
      state = State.IN_REVIEW;
    }
  }

  void note(Fault fault) {
    if (!state.isEnd()) {
      faultCode = fault.code();
      faultMessage = fault.message();
    }
  }

  Fault noted(Payloads payloads, String code) {
    return fault(payloads).orElseGet(() -> new Fault(code, "It ended in " + code + "."));
  }

  /** Ends the release unless it has ended; answers whether this call ended it. */
  boolean close(State end, Optional<Fault> fault, Instant at) {
    if (state.isEnd()) {
      return false;
    }
    state = end;
    closedAt = at;
    if (supersededBy != null) {
      return true;
    }
    faultCode = fault.map(Fault::code).orElse(null);
    faultMessage = fault.map(Fault::message).orElse(null);
    return true;
  }

  String sealedReason() {
    return reason;
  }

  Release toRelease(Payloads payloads) {
    return new Release(
        id,
        dataset,
        Path.of(source),
        Destination.parse(destination),
        payloads.show(reason),
        requestedBy,
        state,
        optional(processInstanceKey),
        amendment(),
        Optional.ofNullable(supersededBy),
        new Preparation(
            Optional.ofNullable(sourceSha256),
            Optional.ofNullable(planDigest),
            Optional.ofNullable(maskedSha256),
            optional(rowsIn),
            optional(rowsOut),
            optional(cellsMasked),
            optional(survivors)),
        fault(payloads),
        requestedAt,
        Optional.ofNullable(closedAt));
  }

  private Amendment amendment() {
    Map<String, String> decided = new HashMap<>();
    CanonicalJson.read(treatments)
        .forEach((column, treatment) -> decided.put(column, String.valueOf(treatment)));
    return new Amendment(Optional.ofNullable(supersedes), decided, Set.copyOf(modifiedBy));
  }

  private Optional<Fault> fault(Payloads payloads) {
    String code = faultCode;
    return code == null
        ? Optional.empty()
        : Optional.of(new Fault(code, faultMessage == null ? "" : payloads.show(faultMessage)));
  }

  private static OptionalLong optional(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
