package io.countersign.releases;

import java.util.UUID;

/** A release ended. */
public record ReleaseClosed(UUID releaseId, Release.State state) {}
