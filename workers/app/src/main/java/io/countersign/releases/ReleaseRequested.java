package io.countersign.releases;

import java.util.UUID;

/** A release was stored. The engine still has to be told. */
public record ReleaseRequested(UUID releaseId, String requestedBy) {}
