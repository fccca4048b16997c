/** Places outside of the log's reach that keep what its checkpoints said. */
@NullMarked
package io.countersign.ledger.anchor;

import org.jspecify.annotations.NullMarked;
