package io.countersign.requests;

import java.util.UUID;

/** A temporary permission was given back before its time; its process has to be told. */
public record ActionReturned(UUID actionId) {}
