/** Payloads outside the log, encrypted so that destroying a small key erases all copies of them. */
@NullMarked
package io.countersign.ledger.payload;

import org.jspecify.annotations.NullMarked;
