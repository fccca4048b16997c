/** C2SP tlog-witness: cosigning checkpoints only after checking that the log merely grew. */
@NullMarked
package io.countersign.ledger.witness;

import org.jspecify.annotations.NullMarked;
