/** RFC 3161 time-stamps of checkpoints: asked for over HTTP, checked offline. */
@NullMarked
package io.countersign.ledger.timestamp;

import org.jspecify.annotations.NullMarked;
