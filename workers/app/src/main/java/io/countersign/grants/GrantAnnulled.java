package io.countersign.grants;

import java.util.UUID;

/** A grant was taken away before it was spent. */
public record GrantAnnulled(UUID actionId) {}
