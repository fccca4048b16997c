package io.countersign.datasets;

import io.countersign.support.Position;

/**
 * A revision and where it stands among the others.
 *
 * @param revision the revision
 * @param position when it was registered, and under which id
 */
public record Registered(Revision revision, Position position) {}
