package io.countersign.requests;

import java.util.UUID;

/** An action was sealed on request; its process has to be started. */
public record ActionRequested(UUID actionId) {}
