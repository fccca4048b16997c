/** C2SP text formats: signed notes, checkpoints, cosignatures, proofs. */
@NullMarked
package io.countersign.ledger.note;

import org.jspecify.annotations.NullMarked;
