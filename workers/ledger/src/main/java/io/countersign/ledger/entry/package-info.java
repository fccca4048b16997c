/** The entry type {@code countersign/v1}: what stands in the log, and how strictly it is read. */
@NullMarked
package io.countersign.ledger.entry;

import org.jspecify.annotations.NullMarked;
